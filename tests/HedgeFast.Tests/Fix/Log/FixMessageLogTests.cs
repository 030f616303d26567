using System.Text;
using HedgeFast.Fix.Log;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix.Log;

/// <summary>The log of what crosses: complete, in order, masked, and never waited for.</summary>
public sealed class FixMessageLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-log-").FullName;

    private string FileName => Path.Combine(_folder, "logs", "fix.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_message_of_a_session_is_a_line_in_the_order_it_crossed()
    {
        var log = new FixMessageLog(FileName);
        using (var rig = new LoopbackRig())
        using (
            FixInitiator initiator = rig.NewInitiator(
                "OTHER", new RecordingApplication(), settings => settings with { Log = log }))
        {
            rig.Until(() => initiator.Session.IsSynchronised, () => initiator.DoWork(10));
            Assert.True(SessionPair.Send(initiator.Session, (byte)'H', "status-1"));
            initiator.RequestLogout();
            rig.Until(() => initiator.IsLoggedOut, () => initiator.DoWork(10));
        }

        log.Dispose();
        string[] lines = File.ReadAllLines(FileName);
        Assert.All(
            lines,
            line =>
                Assert.Matches(@"^\d{8}-\d\d:\d\d:\d\d\.\d{9} \d+ [<>] 8=FIX\.4\.4\|9=\d+\|35=.*\|10=\d{3}\|$", line));
        Assert.Equal(["> A", "< A", "> 1", "< 0", "> H", "> 5", "< 5"], lines.Select(Brief));
        Assert.Contains("status-1", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void S25_What_a_profile_writes_into_a_logon_is_masked_there()
    {
        using (var log = new FixMessageLog(FileName))
        {
            log.AlsoMask([9005, 8013]);
            log.Add(FixText.Raw("35=A|553=me|8013=plain|9005=signature|"), isSent: true, 5, 0);
            log.Add(FixText.Raw("35=8|8013=Y|"), isSent: false, 6, 0);
        }

        string[] lines = File.ReadAllLines(FileName);
        Assert.EndsWith("> 35=A|553=me|8013=*****|9005=*********|", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("< 35=8|8013=Y|", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void S25_S29_Secrets_are_masked_and_nothing_can_forge_a_line()
    {
        using (var log = new FixMessageLog(FileName))
            log.Add(FixText.Raw("35=A|96=k\n8=x|553=me|554=hunter2|925=next|58=a\nb|"), isSent: true, 5, 0);
        string line = Assert.Single(File.ReadAllLines(FileName));
        Assert.EndsWith("> 35=A|96=*****|553=me|554=*******|925=****|58=a?b|", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_without_room_are_counted_and_a_line_reports_them()
    {
        using (var log = new FixMessageLog(FileName))
        {
            for (int i = 0; i < 200; i++)
                log.Add(new byte[10_000], isSent: false, i, 0);
            Assert.InRange(log.Dropped, 90, 110);
            long written = log.Write();
            Assert.Equal(200 - log.Dropped + 1, written);
            log.Add("35=0\u0001"u8, isSent: true, 1, 0);
            Assert.Equal(1, log.Write());
        }

        string[] lines = File.ReadAllLines(FileName);
        Assert.Single(lines, line => line.EndsWith(" messages left out", StringComparison.Ordinal));
        Assert.EndsWith("> 35=0|", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Records_of_any_length_pass_between_two_threads_whole_and_in_order()
    {
        const int Count = 200_000, Seed = 7;
        var ring = new LogRing(1 << 12);
        var writer = new Thread(() =>
        {
            var random = new Random(Seed);
            byte[] message = new byte[600];
            for (int i = 0; i < Count; i++)
            {
                int length = random.Next(message.Length);
                message.AsSpan(0, length).Fill((byte)i);
                while (!ring.TryAdd(new LogStamp(i, -i, i % 2 == 0), message.AsSpan(0, length)))
                    Thread.Yield();
            }
        })
        { IsBackground = true };
        writer.Start();
        var expected = new Random(Seed);
        for (int i = 0; i < Count; i++)
        {
            LogStamp stamp;
            Span<byte> message;
            while (!ring.TryPeek(out stamp, out message))
                Thread.Yield();
            Assert.Equal(new LogStamp(i, -i, i % 2 == 0), stamp);
            Assert.Equal(expected.Next(600), message.Length);
            Assert.True(message.IndexOfAnyExcept((byte)i) < 0, $"record {i} of seed {Seed} is torn");
            ring.Remove(message.Length);
        }

        Assert.False(ring.TryPeek(out _, out _));
    }

    [Fact]
    public void A_second_run_appends_to_the_log_of_the_first()
    {
        for (int run = 0; run < 2; run++)
        {
            using var log = new FixMessageLog(FileName);
            log.Add(Encoding.ASCII.GetBytes($"58={run}\u0001"), isSent: true, run, 0);
        }

        Assert.Equal(["58=0|", "58=1|"], File.ReadAllLines(FileName).Select(line => line.Split("> ")[1]));
    }

    private static string Brief(string line)
    {
        string[] words = line.Split(' ', 4);
        return $"{words[2]} {words[3].Split("|35=")[1].Split('|')[0]}";
    }
}
