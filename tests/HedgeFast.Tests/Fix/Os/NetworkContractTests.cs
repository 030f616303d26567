using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Tests.Fix.Os;

/// <summary>Rules that every network keeps, the kernel's and a simulation's.</summary>
public abstract class NetworkContractTests : IDisposable
{
    private readonly List<IDisposable> _sockets = [];

    /// <summary>The network under test.</summary>
    protected abstract Network Network { get; }

    /// <summary>An address of this machine in that network.</summary>
    protected virtual IPAddress Host => IPAddress.Loopback;

    /// <summary>Lets time pass until the condition holds.</summary>
    protected abstract bool Until(Func<bool> condition);

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Both_sides_of_a_connection_know_each_other()
    {
        ListeningSocket listener = Listen();
        (StreamSocket near, StreamSocket far) = Connect(listener);
        Assert.Equal(listener.Port, far.Local!.Port);
        Assert.Equal(near.Local!.Port, far.Remote!.Port);
        Assert.Equal(Host, far.Remote.Address);
        Assert.Equal(ConnectState.Connected, near.Connecting(out string? error));
        Assert.Null(error);
    }

    [Fact]
    public void A_port_without_a_listener_refuses_for_good()
    {
        ListeningSocket listener = Listen();
        int port = listener.Port;
        listener.Dispose();
        StreamSocket stream = Keep(Network.Connect(Host.ToString(), port));
        string? error = null;
        Assert.True(Until(() => stream.Connecting(out error) != ConnectState.Pending));
        Assert.Equal("ConnectionRefused", error);
        Assert.Equal(ConnectState.Failed, stream.Connecting(out error));
        Assert.Equal("ConnectionRefused", error);
    }

    [Fact]
    public void A_taken_port_can_not_be_listened_on() =>
        Assert.Equal(
            SocketError.AddressAlreadyInUse,
            Assert.Throws<SocketException>(() => Network.Listen(Host.ToString(), Listen().Port)).SocketErrorCode);

    [Fact]
    public void A_listener_without_callers_accepts_none()
    {
        Assert.Null(Listen().Accept(out bool accepted));
        Assert.False(accepted);
    }

    [Fact]
    public void An_open_stream_without_bytes_would_block()
    {
        (StreamSocket near, _) = Connect(Listen());
        Assert.False(near.IsReadable);
        Assert.Equal(0, near.Available);
        near.Receive(new byte[8], out SocketError error);
        Assert.Equal(SocketError.WouldBlock, error);
    }

    [Fact]
    public void The_end_of_a_stream_comes_behind_its_bytes()
    {
        (StreamSocket near, StreamSocket far) = Connect(Listen());
        Assert.Equal(3, near.Send("abc"u8, out SocketError error));
        Assert.Equal(SocketError.Success, error);
        near.EndSending();
        Assert.True(Until(() => far.Available == 3));
        byte[] read = new byte[8];
        Assert.Equal(3, far.Receive(read, out error));
        Assert.Equal("abc"u8, read.AsSpan(0, 3));
        Assert.True(Until(() => far.IsReadable));
        Assert.Equal(0, far.Receive(read, out error));
        Assert.Equal(SocketError.Success, error);
    }

    [Fact]
    public void An_ended_direction_leaves_the_other_open()
    {
        (StreamSocket near, StreamSocket far) = Connect(Listen());
        near.EndSending();
        Assert.True(Until(() => far.IsReadable));
        Assert.Equal(2, far.Send("ok"u8, out _));
        Assert.True(Until(() => near.Available == 2));
    }

    [Fact]
    public void A_broken_connection_resets_the_other_side()
    {
        (StreamSocket near, StreamSocket far) = Connect(Listen());
        near.BreakOnClose();
        near.Dispose();
        Assert.True(Until(() => far.IsReadable));
        far.Receive(new byte[8], out SocketError error);
        Assert.Equal(SocketError.ConnectionReset, error);
    }

    [Fact]
    public void A_reader_that_stops_makes_the_sender_block()
    {
        (StreamSocket near, _) = Connect(Listen());
        byte[] bytes = new byte[64 * 1024];
        SocketError error = SocketError.Success;
        Assert.True(Until(() =>
        {
            near.Send(bytes, out error);
            return error != SocketError.Success;
        }));
        Assert.Equal(SocketError.WouldBlock, error);
    }

    [Fact]
    public void A_datagram_arrives_whole_with_its_sender()
    {
        DatagramReader reader = Keep(Network.ReadDatagrams(new DatagramBinding(Host, 0, null, [])));
        Assert.False(reader.TryReceive(out _, out SocketError error));
        Assert.Equal(SocketError.WouldBlock, error);
        DatagramWriter writer =
            Keep(Network.WriteDatagrams(new DatagramBinding(Host, reader.Local!.Port, null, [])));
        Assert.Equal(SocketError.Success, writer.Send("one"u8));
        Assert.Equal(SocketError.Success, writer.Send("two"u8));
        Assert.Equal("one", Next(reader));
        Assert.Equal(Host.GetAddressBytes(), reader.Sender[4..8]);
        Assert.Equal("two", Next(reader));
        Assert.False(reader.TryReceive(out _, out error));
    }

    [Fact]
    public void An_address_is_its_own_name() =>
        Assert.Equal(IPAddress.Parse("192.0.2.7"), Network.Resolve("192.0.2.7"));

    private string Next(DatagramReader reader)
    {
        string text = "";
        Assert.True(Until(() =>
        {
            bool isThere = reader.TryReceive(out ReadOnlySpan<byte> datagram, out _);
            text = System.Text.Encoding.ASCII.GetString(datagram);
            return isThere;
        }));
        return text;
    }

    private ListeningSocket Listen() => Keep(Network.Listen(Host.ToString(), 0));

    private (StreamSocket Near, StreamSocket Far) Connect(ListeningSocket listener)
    {
        StreamSocket near = Keep(Network.Connect(Host.ToString(), listener.Port));
        StreamSocket? far = null;
        Assert.True(Until(() => (far ??= listener.Accept(out _)) is not null));
        Assert.True(Until(() => near.Connecting(out _) == ConnectState.Connected));
        return (near, Keep(far!));
    }

    private T Keep<T>(T socket)
        where T : IDisposable
    {
        _sockets.Add(socket);
        return socket;
    }
}
