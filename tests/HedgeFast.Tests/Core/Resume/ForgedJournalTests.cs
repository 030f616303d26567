using System.Buffers.Binary;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>
/// A record with a right checksum is not believed for that: what is used as index, word or size is checked, and a
/// record that was changed alone no longer fits the one behind it.
/// </summary>
public sealed class ForgedJournalTests : IDisposable
{
    private const long Mid = 600_000;
    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_record_has_a_length_that_is_checked() =>
        Assert.All(Enum.GetValues<JournalKind>(), kind => Assert.True(JournalChecks.LengthOf(kind) > 0, $"{kind}"));

    [Fact]
    public void A_changed_record_with_its_own_checksum_is_damage()
    {
        LoopRig rig = Traded();
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        byte[] whole = File.ReadAllBytes(_folder.Journal);
        List<int> starts = Starts(whole);

        // The last two can't be told from what a crash leaves: the last is cut off, and nothing stands behind the one
        // before.
        for (int i = 1; i < starts.Count - 2; i++)
        {
            byte[] forged = (byte[])whole.Clone();
            forged[starts[i] + JournalFormat.HeaderBytes] ^= 1;
            Sign(forged, starts[i], i == 0 ? 0 : CrcAt(forged, starts[i - 1]));
            File.WriteAllBytes(_folder.Journal, forged);
            Assert.Throws<JournalException>(() => _folder.Resumed(rig.Settings));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_forged_journal_with_right_checksums_is_read_or_refused_with_a_reason(int seed)
    {
        Random random = new(seed);
        LoopRig rig = Traded();
        RunStart second = _folder.Resume(rig);
        var next = new LoopRig(rig.Settings, start: second);
        next.Session(up: true);
        next.Tick(Mid - 20_000);
        _folder.Write(next, second);
        byte[] whole = File.ReadAllBytes(_folder.Journal);
        List<int> starts = Starts(whole);
        (int refused, int read) = (0, 0);
        for (int i = 0; i < 600; i++)
        {
            byte[] forged = (byte[])whole.Clone();
            int record = 1 + random.Next(starts.Count - 1);
            int end = record + 1 < starts.Count ? starts[record + 1] : forged.Length;
            int at = random.Next(starts[record] + JournalFormat.HeaderBytes, end);
            forged[at] = (byte)random.Next(256);
            if (random.Next(2) == 0)
                forged.AsSpan(at, Math.Min(8, end - at)).Fill((byte)(random.Next(2) == 0 ? 0xff : 0x7f));
            if (random.Next(10) == 0)
                BinaryPrimitives.WriteUInt16LittleEndian(forged.AsSpan(starts[record] + 4), (ushort)random.Next(25));
            for (int r = record; r < starts.Count; r++)
                Sign(forged, starts[r], CrcAt(forged, starts[r - 1]));
            File.WriteAllBytes(_folder.Journal, forged);
            try
            {
                (_, RunStart start) = _folder.Resumed(rig.Settings);
                _ = new LoopRig(rig.Settings, start: start);
                read++;
            }
            catch (JournalException e)
            {
                Assert.True(
                    e.Message.Contains("damaged at offset", StringComparison.Ordinal)
                        || e.Message.Contains("the run before", StringComparison.Ordinal),
                    e.Message);
                refused++;
            }

            try
            {
                Replay.Prove(Disk.Kernel, _folder.Directory, RunFolder.Open(Disk.Kernel, _folder.Directory), rig.Book);
            }
            catch (JournalException)
            {
                // Refused in words.
            }
        }

        Assert.True(refused > 100 && read > 20, $"seed {seed}: {refused} refused, {read} read");
    }

    [Theory]
    [InlineData(3, "instrument 3, of 1")]
    [InlineData(-1, "instrument -1, of 1")]
    public void An_adoption_of_an_unknown_instrument_is_refused_with_its_offset(int instrument, string reason)
    {
        LoopRig rig = Traded();
        JournalRecord last = rig.Records.Items[^1];
        rig.Records.Items.Add(
            JournalRecord.Of(
                JournalKind.Adoption, last.Sequence + 1, new CarriedPosition { Instrument = instrument, Lots = 5 }));
        string message = Assert.Throws<JournalException>(() => _folder.Resume(rig)).Message;
        Assert.Contains("damaged at offset", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("truncate -s", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60)]
    public void Zeros_behind_the_journal_are_a_torn_end(int lost)
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Tick(Mid + 1);
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        using (var file = new FileStream(_folder.Journal, FileMode.Open))
        {
            file.Position = file.Length - lost;
            file.Write(new byte[4096 + lost]);
        }

        Assert.Equal(rig.Position, _folder.Resumed(rig.Settings).Start.Snapshot!.Positions.Single().Lots);
    }

    [Fact]
    public void Other_bytes_than_zeros_behind_the_journal_are_damage()
    {
        LoopRig rig = Traded();
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        byte[] garbage = new byte[4096];
        garbage[^1] = 1;
        using (var file = new FileStream(_folder.Journal, FileMode.Append))
            file.Write(garbage);
        Assert.Contains(
            "damaged at offset", Assert.Throws<JournalException>(() => _folder.Resumed(rig.Settings)).Message,
            StringComparison.Ordinal);
    }

    private static LoopRig Traded()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Control(ControlKind.Timer);
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 900 });
        rig.Fault(QuoteFault.Gap);
        rig.Tick(Mid + 9_000);
        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = -5 });
        rig.Tick(Mid + 9_100);
        return rig;
    }

    private static List<int> Starts(byte[] journal)
    {
        List<int> starts = [];
        for (int at = 0; at < journal.Length; at += JournalFormat.HeaderBytes
            + BinaryPrimitives.ReadUInt16LittleEndian(journal.AsSpan(at + 6)))
        {
            starts.Add(at);
        }

        return starts;
    }

    private static uint CrcAt(byte[] journal, int start) =>
        BinaryPrimitives.ReadUInt32LittleEndian(journal.AsSpan(start));

    private static void Sign(byte[] journal, int start, uint before)
    {
        int size = JournalFormat.HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(journal.AsSpan(start + 6));
        BinaryPrimitives.WriteUInt32LittleEndian(
            journal.AsSpan(start), JournalFormat.Crc32C(journal.AsSpan(start + 4, size - 4), before));
    }
}
