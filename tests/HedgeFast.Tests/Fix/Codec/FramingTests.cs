using CsCheck;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Tests.Fix.Codec;

public sealed class FramingTests
{
    private static readonly byte[][] Messages =
    [
        FixText.Frame("35=A|34=1|49=S|56=T|52=20260302-14:30:00|98=0|108=30|"),
        FixText.Frame("35=8|34=2|49=S|56=T|52=20260302-14:30:00|95=10|96=a|10=000|b|58=x|"),
        FixText.Frame("35=0|"),
        FixText.Frame("35=8|34=3|58=" + new string('x', 300) + "|"),
    ];

    [Fact]
    public void Every_split_of_a_stream_gives_the_same_messages()
    {
        byte[] stream = [.. Messages.SelectMany(m => m)];
        for (int split = 0; split <= stream.Length; split++)
        {
            var buffer = new FixFrameBuffer(1024);
            var seen = new List<byte[]>();
            buffer.Append(stream.AsSpan(0, split));
            Drain(buffer, seen);
            buffer.Append(stream.AsSpan(split));
            Drain(buffer, seen);
            Assert.Equal(Messages, seen);
            Assert.Equal(0, buffer.GarbledCount);
        }
    }

    [Fact]
    public void One_byte_at_a_time()
    {
        var buffer = new FixFrameBuffer(1024);
        var seen = new List<byte[]>();
        for (int round = 0; round < 50; round++)
        {
            foreach (byte b in Messages.SelectMany(m => m))
            {
                buffer.Append([b]);
                Drain(buffer, seen);
            }
        }

        Assert.Equal(Enumerable.Repeat(Messages, 50).SelectMany(m => m), seen);
    }

    [Fact]
    public void Every_flipped_byte_loses_that_message_alone()
    {
        byte[] victim = Messages[1];
        for (int i = 0; i < victim.Length; i++)
        {
            byte[] damaged = [.. victim];
            damaged[i] ^= 0x01;
            var buffer = new FixFrameBuffer(1024);
            var seen = new List<byte[]>();
            buffer.Append([.. Messages[0], .. damaged, .. Messages[2], .. Messages[3], .. Messages[0]]);
            FrameStatus status = Drain(buffer, seen);

            // A digit of BodyLength can only become one that asks for more bytes than follow; the rest is then still
            // awaited.
            Assert.Contains(status, new[] { FrameStatus.NeedMore, FrameStatus.TooLarge });
            if (seen.Count == 4)
                Assert.Equal([Messages[0], Messages[2], Messages[3], Messages[0]], seen);
            else
                Assert.True(i is >= 12 and <= 14, $"byte {i}: {seen.Count} messages");
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("8=")]
    [InlineData("8=FIX")]
    [InlineData("8=FIX.4.4|9=")]
    [InlineData("8=FIX.4.4|9=12|")]
    [InlineData("8=FIX.4.4|9=-5|35=0|10=000|")]
    [InlineData("8=FIX.4.4|9=|35=0|10=000|")]
    [InlineData("8=FIX.4.4|9=4294967301|35=0|10=163|", true)]
    [InlineData("8=FIX.4.4|9=18446744073709551621|35=0|10=163|")]
    [InlineData("8=FIX.4.4|9=5|34=0|10=163|")]
    [InlineData("8=FIX.4.4|9=5|35=0|10=1x3|")]
    [InlineData("8=FIX.4.4|9=5|35=0|10=164|")]
    [InlineData("8=FIX.4.4|9=6|35=0|10=163|")]
    [InlineData("8=FIX.4.4|35=0|9=5|10=163|")]
    [InlineData("8=FIX.4.4.4.4.4.4|9=5|35=0|10=163|")]
    [InlineData("8=8=FIX8=FIX.4.48=FIX.4.4|8=FIX.4.4|9=5|35=0")]
    public void Garbage_costs_nothing_behind_it(string garbage, bool isTooLarge = false)
    {
        var buffer = new FixFrameBuffer(1024);
        var seen = new List<byte[]>();
        buffer.Append([.. Messages[0], .. FixText.Raw(garbage), .. Messages[3], .. Messages[2]]);
        FrameStatus status = Drain(buffer, seen);
        Assert.Equal(isTooLarge ? FrameStatus.TooLarge : FrameStatus.NeedMore, status);
        Assert.Equal(isTooLarge ? [Messages[0]] : [Messages[0], Messages[3], Messages[2]], seen);
    }

    [Fact]
    public void S32_Leading_zeros_of_the_length_are_taken()
    {
        byte[] front = FixText.Raw("8=FIX.4.4|9=005|35=0|");
        byte[] message = [.. front, .. FixText.Raw($"10={front.Sum(b => b) % 256:D3}|")];
        Assert.True(FixMessage.TryRead(message, out FixMessage read));
        Assert.Equal((byte)'0', read.Type);
    }

    [Theory]
    [InlineData("8=FIX.4.4|9=1013|35=8|")]
    [InlineData("8=FIX.4.4|9=4000000000|35=8|")]
    [InlineData("8=FIX.4.4|9=2000")]
    public void S32_A_message_beyond_the_limit_is_reported_not_awaited(string front)
    {
        var buffer = new FixFrameBuffer(1024);
        buffer.Append(FixText.Raw(front));
        Assert.Equal(FrameStatus.TooLarge, buffer.Next(out _));
    }

    [Fact]
    public void The_largest_message_passes_wherever_the_buffer_wraps()
    {
        byte[] large = FixText.Frame("35=8|58=" + new string('y', 1024 - 38) + "|");
        Assert.InRange(large.Length, 1000, 1024);
        var buffer = new FixFrameBuffer(1024);
        var seen = new List<byte[]>();
        byte[] stream = [.. Enumerable.Range(0, 40).SelectMany(i => i % 3 == 0 ? Messages[2] : large)];
        for (int offset = 0; offset < stream.Length;)
        {
            int taken = buffer.Append(stream.AsSpan(offset, Math.Min(777, stream.Length - offset)));
            Assert.True(taken > 0);
            offset += taken;
            Drain(buffer, seen);
        }

        Assert.Equal(40, seen.Count);
    }

    [Fact]
    public void Good_messages_survive_any_garbage_between_them_in_any_pieces()
    {
        // Garbage without '8' can't begin a message, so all good ones must come through; the rest of its alphabet is
        // the worst there is.
        byte[] alphabet = [.. "9=5350.FIX1"u8, 1];
        Gen<byte[]> garbage = Gen.Int[0, alphabet.Length - 1].Select(i => alphabet[i]).Array[0, 60];
        Gen.Select(
            Gen.Int[0, Messages.Length - 1].Array[1, 12], garbage.Array[12, 12],
            Gen.Int[1, 200].Array[1, 30]).Sample((picks, dirt, pieces) =>
        {
            byte[] stream = [.. picks.SelectMany((pick, i) => dirt[i].Concat(Messages[pick]))];
            var buffer = new FixFrameBuffer(1024);
            var seen = new List<byte[]>();
            for (int offset = 0, piece = 0; offset < stream.Length; piece++)
            {
                int taken = buffer.Append(
                    stream.AsSpan(offset, Math.Min(pieces[piece % pieces.Length], stream.Length - offset)));
                offset += taken;
                Drain(buffer, seen);
            }

            return seen.Count == picks.Length
                && seen.Zip(picks).All(p => p.First.AsSpan().SequenceEqual(Messages[p.Second]));
        }, iter: 3000);
    }

    [Fact]
    public void S33_Any_bytes_at_all_neither_throw_nor_stall()
    {
        Gen.Select(
            Gen.Byte.Array[0, 400], Gen.Int[0, Messages.Length - 1], Gen.Int[0, 500]).Sample((noise, pick, cut) =>
        {
            var buffer = new FixFrameBuffer(1024);
            var seen = new List<byte[]>();
            byte[] message = Messages[pick];
            buffer.Append([.. message.AsSpan(0, Math.Min(cut, message.Length)), .. noise]);
            FrameStatus status = Drain(buffer, seen);
            return status is FrameStatus.NeedMore or FrameStatus.TooLarge;
        }, iter: 5000);
    }

    [Theory]
    [InlineData(FramingRules.Strict)]
    [InlineData(FramingRules.DropThroughTrailer)]
    public void S33_Messages_within_messages_with_one_wrong_trailer_cost_no_more_than_their_length(FramingRules rules)
    {
        const int Room = 1 << 20;
        var nested = new List<byte>();
        byte[] trailer = FixText.Raw("10=999|");
        const int StartBytes = 23;
        const int Starts = (Room - 1_000) / StartBytes;
        for (int i = 0; i < Starts; i++)
        {
            // Each start announces the bytes up to the one trailer.
            int body = (Starts - i) * StartBytes - 20;
            nested.AddRange(FixText.Raw($"8=FIX.4.4|9={body:D7}|35="));
        }

        nested[^1] = 1;
        byte[] good = FixText.Frame("35=0|34=2|49=A|56=B|");
        var buffer = new FixFrameBuffer(Room) { Rules = rules };
        buffer.Append([.. nested, .. trailer, .. good]);
        Assert.Equal(FrameStatus.Message, buffer.Next(out FixMessage message));
        Assert.Equal(good, message.Bytes.ToArray());
        Assert.InRange(buffer.SummedBytes, 0, 2 * Room);
    }

    [Fact]
    public void Sums_of_any_stretch_are_those_of_its_bytes()
    {
        var random = new Random(9);
        byte[] bytes = new byte[5_000];
        random.NextBytes(bytes);
        var sums = new FrameSums(bytes);
        int start = 0;
        for (int i = 0; i < 2_000; i++)
        {
            start = Math.Min(start + random.Next(0, 4), 4_999);
            int end = random.Next(start, 5_001);
            Assert.Equal((byte)bytes[start..end].Sum(b => b), sums.Sum(start, end));
        }
    }

    private static FrameStatus Drain(FixFrameBuffer buffer, List<byte[]> seen)
    {
        FrameStatus status;
        while ((status = buffer.Next(out FixMessage message)) == FrameStatus.Message)
            seen.Add(message.Bytes.ToArray());
        return status;
    }
}
