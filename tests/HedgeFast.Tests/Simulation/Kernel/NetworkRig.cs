using System.Net.Sockets;
using System.Text;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>Two hosts, a desk and a venue that listens on port 9000.</summary>
internal sealed class NetworkRig
{
    public const int Port = 9000;

    public NetworkRig(ulong seed = 1)
    {
        Net = new SimNetwork(Timeline, new Draw(seed));
        DeskGate = new ProcessGate();
        VenueGate = new ProcessGate();
        Desk = Net.Of("desk", DeskGate);
        Venue = Net.Of("venue", VenueGate);
        Listener = Venue.Listen("0.0.0.0", Port);
    }

    public Timeline Timeline { get; } = new();

    public SimNetwork Net { get; }

    public ProcessGate DeskGate { get; }

    public ProcessGate VenueGate { get; }

    public Network Desk { get; }

    public Network Venue { get; }

    public ListeningSocket Listener { get; }

    /// <summary>Moves time on and delivers what is due, event by event.</summary>
    public void Run(long nanos)
    {
        long end = Timeline.Now + nanos;
        while (Net.NextNanos <= end)
        {
            Timeline.MoveTo(Net.NextNanos);
            Net.Deliver();
        }

        Timeline.MoveTo(end);
    }

    /// <summary>A stream from desk to venue, both ends.</summary>
    public (StreamSocket Client, StreamSocket Server) Connect(long unacknowledgedNanosMax = 0)
    {
        StreamSocket client = Desk.Connect("venue", Port, unacknowledgedNanosMax);
        Run(Second);
        Assert.Equal(ConnectState.Connected, client.Connecting(out _));
        return (client, Listener.Accept(out _)!);
    }

    public const long Second = 1_000_000_000;

    public static int Send(StreamSocket stream, string text)
    {
        int sent = stream.Send(Encoding.ASCII.GetBytes(text), out SocketError error);
        Assert.Equal(SocketError.Success, error);
        return sent;
    }

    /// <summary>All that can be read, and in brackets how it ends.</summary>
    public static string Read(StreamSocket stream)
    {
        var text = new StringBuilder();
        Span<byte> bytes = stackalloc byte[256];
        while (true)
        {
            int got = stream.Receive(bytes, out SocketError error);
            if (error == SocketError.WouldBlock)
                return text.ToString();
            if (got == 0)
                return text.Append(error == SocketError.Success ? "[end]" : $"[{error}]").ToString();
            text.Append(Encoding.ASCII.GetString(bytes[..got]));
        }
    }
}
