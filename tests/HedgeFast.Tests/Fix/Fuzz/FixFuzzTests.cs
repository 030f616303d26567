using System.Globalization;
using CsCheck;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Fuzz;

/// <summary>Bytes that no honest peer sends: no crash, no hang, no growth.</summary>
/// <remarks>
/// A few thousand inputs in every run; HEDGEFAST_FUZZ_INPUTS says how many for a long one, shared between the tests.
/// Growth is that of the process, so no other test may allocate meanwhile.
/// </remarks>
[Collection(AloneInProcess.Name)]
public sealed class FixFuzzTests(ITestOutputHelper output)
{
    private const int ShortRun = 6_000;
    private const int LargestMessage = 512;
    private const long GrowthMax = 64 << 20;

    private static readonly long Inputs = long.TryParse(
        Environment.GetEnvironmentVariable("HEDGEFAST_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out long inputs)
        ? inputs
        : ShortRun;

    // Pieces that bring an input deep into the engine far more often than random bytes do.
    private static readonly string[] Pieces =
    [
        "8=FIX.4.4|", "8=FIX", "9=", "9=5|", "9=99999|", "9=-1|", "35=", "35=A|", "35=D|", "35=0|", "35=1|", "35=2|",
        "35=4|", "35=5|", "34=1|", "34=2|", "34=0|", "34=99999999999999999999|",
        "49=VENUE|", "56=HEDGE|", "52=20260302-14:30:00|", "122=20260302-14:30:00|", "43=Y|", "97=Y|", "98=0|",
        "108=30|", "141=Y|", "112=x|", "7=1|", "16=0|", "36=5|", "123=Y|", "78=2|79=a|80=1|",
        "95=3|96=a|b|", "95=99|96=x|", "212=2147483647|213=", "10=", "10=000|", "|", "=", "\u0000", "\u00FF",
    ];

    private static readonly Gen<byte[]> Soup = Gen.OneOf(
        Gen.OneOf(Pieces).Select(FixText.Raw),
        Gen.Byte.Array[0, 12]).Array[0, 24].Select(parts => parts.SelectMany(p => p).ToArray());

    // A whole frame around fields that may be anything.
    private static readonly Gen<byte[]> Framed =
        Gen.Select(
            Gen.OneOf("0", "1", "2", "3", "4", "5", "A", "D", "8", "j", "V", "zz", "", "*"),
            Gen.OneOf("1", "2", "3", "5", "0", "-1", "x", "9223372036854775807"),
            Soup,
            (type, number, rest) =>
                FixText.Frame($"35={type}|34={number}|49=VENUE|52=20260302-14:30:00|56=HEDGE|{FixText.Show(rest)}"));

    private static readonly Gen<byte[]> Input = Gen.Frequency((3, Framed), (1, Soup), (1, Gen.Byte.Array[0, 64]));

    [Fact]
    public void Framing_survives_any_bytes() => Run(Soup, (bytes, state) =>
    {
        FixFrameBuffer buffer = state.Frames;
        int fed = 0, turns = 0;
        while (fed < bytes.Length)
        {
            fed += buffer.Append(bytes.AsSpan(fed));
            FrameStatus status;
            while ((status = buffer.Next(out FixMessage message)) == FrameStatus.Message)
            {
                foreach (FixField field in message.Fields)
                    state.Sum += field.Tag;
                foreach (FixFields entry in new FixGroup(message.Body, 78, 79, [80]))
                    state.Sum += entry.Tag;
                _ = new ExecutionReportView(message).IsMalformed
                    || new OrderRequestView(message).IsMalformed
                    || new RejectView(message).IsMalformed
                    || new PositionReportView(message).IsMalformed;
            }

            if (status == FrameStatus.TooLarge)
                buffer.Clear();
            Assert.True(++turns < 1000, "The framing does not get on.");
        }
    });

    [Fact]
    public void A_session_survives_any_bytes() => Run(Input, (bytes, state) => state.Feed(bytes));

    [Fact]
    public void A_session_with_a_dictionary_survives_any_bytes() =>
        Run(Input, (bytes, state) => state.Feed(bytes), s => s with
        {
            Dictionary = new DictionaryRules { Application = ScenarioSettings.SmallDictionary.Value },
            RejectsGarbled = true,
            Framing = FramingRules.DropThroughTrailer,
        });

    // One state per run of a thousand inputs: what one input leaves behind meets the next.
    private void Run(
        Gen<byte[]> gen, Action<byte[], FuzzState> take, Func<FixSessionSettings, FixSessionSettings>? change = null)
    {
        const int Batch = 1000;
        long share = Inputs / 3, done = 0, reached = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        gen.Array[Batch].Sample(
            batch =>
            {
                using var state = new FuzzState(LargestMessage, change);
                foreach (byte[] bytes in batch)
                    take(bytes, state);
                Interlocked.Add(ref done, Batch);
                Interlocked.Add(ref reached, state.Taken + state.Frames.GarbledCount);
            },
            iter: Math.Max(1, (share + Batch - 1) / Batch),
            threads: 2,
            print: batch => $"{batch.Length} inputs, the last: {Convert.ToHexString(batch[^1])}");
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(
            $"{done} inputs, {reached} messages or stretches of garbage told apart, memory {grown / 1024} KiB more "
            + "than before");
        Assert.True(reached > done / 10, $"Only {reached} of {done} inputs came any further than the first bytes.");
        Assert.True(done >= share && grown < GrowthMax, $"{grown} bytes more after {done} inputs");
    }
}
