using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>TCP segments of our messages as the peer's kernel sees them.</summary>
public sealed class SegmentTests
{
    private const int Orders = 100;

    // struct tcp_info of Linux: tcpi_data_segs_in, segments with data that have arrived.
    private const int TcpLevel = 6, TcpInfo = 11, DataSegmentsIn = 152;

    [Fact]
    [Scenario("A4")]
    public void Each_message_is_one_segment()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "segments are counted by the kernel of Linux");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var initiator = new FixInitiator(
            SessionPair.Settings("HEDGE", "VENUE"),
            new FixEndpoint { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port },
            new RecordingApplication(), TimeProvider.System, new MemoryMessageStore());
        Until(listener.Pending, initiator);
        using Socket venue = listener.AcceptSocket();
        listener.Dispose();

        int messages = 0;
        Hear();
        Say(1, "35=A", "98=0|108=30|");
        string probe = Hear();
        Say(2, "35=0", $"112={FixText.Field(FixText.Raw(probe), Tags.TestReqID)}|");
        Until(() => initiator.Session.IsSynchronised, initiator);
        for (int i = 0; i < Orders; i++)
        {
            // From small to some thousand bytes.
            Assert.True(SessionPair.Send(initiator.Session, MsgTypes.NewOrderSingle, new string('x', 1 + (i * 40))));
            Hear();
        }

        Assert.Equal(Orders + 2, messages);
        Assert.Equal(Orders + 2, SegmentsIn(venue));

        // The control: a message in two sends is two segments.
        using var raw = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        raw.Connect(other.LocalEndpoint);
        using Socket peer = other.AcceptSocket();
        other.Dispose();
        raw.Send("8=FIX.4.4"u8);
        raw.Send("9=5"u8);
        Until(() => peer.Available == 12, initiator);
        Assert.Equal(2, SegmentsIn(peer));

        string Hear()
        {
            Until(() => venue.Available > 0, initiator);
            byte[] bytes = new byte[venue.Available];
            venue.Receive(bytes);
            Assert.True(FixMessage.TryRead(bytes, out _), $"not one whole message: {FixText.Show(bytes)}");
            messages++;
            return FixText.Show(bytes);
        }

        void Say(int number, string type, string body)
        {
            string now = TimeProvider.System.GetUtcNow().ToString(
                "yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
            venue.Send(FixText.Frame($"{type}|34={number}|49=VENUE|56=HEDGE|52={now}|{body}"));
        }
    }

    private static int SegmentsIn(Socket socket)
    {
        byte[] info = new byte[256];
        Assert.SkipUnless(
            socket.GetRawSocketOption(TcpLevel, TcpInfo, info) >= DataSegmentsIn + sizeof(int),
            "this kernel doesn't count segments");
        return BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(DataSegmentsIn));
    }

    private static void Until(Func<bool> done, FixInitiator initiator)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            initiator.DoWork(10);
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"not reached in a minute: {initiator.LastError}");
        }
    }
}
