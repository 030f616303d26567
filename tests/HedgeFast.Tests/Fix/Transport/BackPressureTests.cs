using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>
/// A real peer that stops reading: its full buffers stop neither our reads nor our clock, and no message is torn.
/// </summary>
public sealed class BackPressureTests
{
    private readonly TestCertificates _authority = new("Test Root");

    [Fact]
    public void Without_tls_the_message_that_is_torn_ends_the_connection_and_the_rest_comes_after_it()
    {
        using var rig = new LoopbackRig();
        rig.UntilUp();
        int sent = 0;
        while (Send(rig.Initiator.Session, $"s{sent}"))
            sent++;
        rig.Initiator.DoWork(1);

        // A full kernel takes a part of the last message nearly always. It's counted as sent and unknown: only the
        // other side can say whether it has it.
        if (!rig.Initiator.IsConnected)
        {
            Assert.StartsWith(
            "the kernel took ", rig.Initiator.LastError, StringComparison.Ordinal);
        }
        else
            Assert.True(rig.Initiator.Counters.SendsRefused > 0);
        rig.UntilUp();
        rig.Until(() => rig.AppB.Messages.Count() == sent);
        Assert.Equal(Enumerable.Range(0, sent).Select(i => $"H s{i}"), rig.AppB.Messages);
    }

    [Fact]
    public void A_peer_that_never_reads_again_ends_the_connection_and_not_the_thread()
    {
        var time = new ManualTime();
        using TlsRig rig = NewTlsRig(time);
        rig.UntilUp();
        for (int i = 0; Send(rig.Initiator.Session, $"s{i}");)
            i++;
        Assert.True(rig.Initiator.Counters.SendsRefused > 0);
        long start = time.Mono;
        while (rig.Initiator.Session.IsLoggedOn && time.Mono - start < 200 * SessionPair.Second)
        {
            rig.Initiator.DoWork(10);
            time.Advance(SessionPair.Second);
        }

        // Test request after 1.2 heartbeat intervals of 30 s, the end after 2.4; both unhindered by what can't be sent.
        Assert.InRange(time.Mono - start, 60 * SessionPair.Second, 90 * SessionPair.Second);
        Assert.Contains("logout", rig.Trader.Events);
    }

    [Fact]
    public void Under_tls_a_message_sent_in_part_arrives_whole()
    {
        using TlsRig rig = NewTlsRig(TimeProvider.System);
        rig.UntilUp();
        int sent = 0;
        while (Send(rig.Initiator.Session, $"s{sent}"))
            sent++;

        // Only the initiator works here: it still reads what the venue says.
        for (int i = 0; i < 3; i++)
            Assert.True(SessionPair.Send(rig.VenueSession, MsgTypes.ExecutionReport, $"e{i}"));
        Work(rig.Initiator, () => rig.Trader.Messages.Count() == 3);

        // And once the peer reads, everything arrives whole and nothing twice.
        rig.Until(() => rig.Venue.Messages.Count() == sent);
        Assert.Equal(Enumerable.Range(0, sent).Select(i => $"H s{i}"), rig.Venue.Messages);
        Assert.Equal(0, rig.Initiator.Counters.Disconnects);
    }

    [Fact]
    public void Waiting_by_config_ends_as_soon_as_bytes_arrive()
    {
        using (FixAcceptor brief = Waiting(100_000_000))
        {
            long start = TimeProvider.System.GetTimestamp();
            Assert.Equal(0, brief.DoWork(10));
            Assert.True(TimeProvider.System.GetElapsedTime(start).TotalSeconds > 0.09);
        }

        // Twenty waits of a second to their ends would take twenty seconds.
        using FixAcceptor patient = Waiting(1_000_000_000);
        long first = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 20; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, patient.BoundPort);
            Assert.NotEqual(0, patient.DoWork(10));
        }

        Assert.True(TimeProvider.System.GetElapsedTime(first).TotalSeconds < 15);
    }

    private static FixAcceptor Waiting(long nanos) => new(
        new FixAcceptorSettings
        {
            Sessions = [SessionPair.Settings("VENUE", "HEDGE")],
            IdleWaitNanos = nanos,
        }, new RecordingApplication(), TimeProvider.System, _ =>
            new MemoryMessageStore());

    private static bool Send(FixSession session, string id)
    {
        FixBody body = session.Begin([MsgTypes.OrderStatusRequest]);
        body.Add(Tags.ClOrdID, FixText.Raw(id));
        body.Add(Tags.Text, FixText.Raw(new string('x', 4000)));
        return session.TrySend(ref body);
    }

    private TlsRig NewTlsRig(TimeProvider time) =>
        new(
            new FixTlsSettings { Certificate = _authority.Issue("localhost") },
            new FixTlsSettings { Roots = _authority.Roots }, time);

    private static void Work(FixInitiator initiator, Func<bool> done)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            initiator.DoWork(10);
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"Not reached in a minute: {initiator.LastError}");
        }
    }
}
