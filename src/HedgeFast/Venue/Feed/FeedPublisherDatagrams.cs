using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Os;

namespace HedgeFast.Venue.Feed;

/// <summary>Gathers frames into datagrams and sends them to an address or a multicast group.</summary>
internal sealed class FeedPublisherDatagrams : IDisposable
{
    private readonly DatagramWriter _writer;
    private readonly byte[] _buffer;
    private int _length;

    public FeedPublisherDatagrams(FeedPublisherSettings settings, Network network)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.DatagramBytes, TickProtocol.LongestBytes);
        _buffer = new byte[settings.DatagramBytes];
        IPAddress host = IPAddress.Parse(settings.Host);
        IPAddress? group = null;
        if (settings.Transport == FeedTransport.Multicast && !IPAddress.TryParse(settings.Group, out group))
            throw new ArgumentException($"The multicast group '{settings.Group}' is not an address.", nameof(settings));
        _writer = network.WriteDatagrams(new DatagramBinding(host, settings.Port, group, []));
    }

    /// <summary>Datagrams that the system refused; receivers see gaps.</summary>
    public long Lost { get; private set; }

    /// <summary>Adds a frame; sends the datagram first when the frame does not fit.</summary>
    public void Append(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > _buffer.Length - _length)
            Flush();
        frame.CopyTo(_buffer.AsSpan(_length));
        _length += frame.Length;
    }

    /// <summary>Sends the datagram; returns 1, or 0 when it was empty.</summary>
    public int Flush()
    {
        if (_length == 0)
            return 0;
        SocketError error = _writer.Send(_buffer.AsSpan(0, _length));

        // A refusal belongs to an earlier datagram without a listener; this one was not sent and gets one more try.
        if (error == SocketError.ConnectionRefused)
            error = _writer.Send(_buffer.AsSpan(0, _length));
        if (error != SocketError.Success)
            Lost++;
        _length = 0;
        return 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
