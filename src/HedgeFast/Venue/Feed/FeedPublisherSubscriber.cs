using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Venue.Feed;

/// <summary>One TCP subscriber: its socket and its backlog of frames.</summary>
internal sealed class FeedPublisherSubscriber(StreamSocket stream, int bufferBytes) : IDisposable
{
    private readonly byte[] _buffer = new byte[bufferBytes];
    private int _head;
    private int _tail;

    /// <summary>Backlog, bytes.</summary>
    public int Unsent => _tail - _head;

    /// <summary>Queues a frame; false when the backlog leaves no room, even after sending.</summary>
    public bool Append(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > _buffer.Length - _tail && !MakeRoom(frame.Length))
            return false;
        frame.CopyTo(_buffer.AsSpan(_tail));
        _tail += frame.Length;
        return true;
    }

    /// <summary>Sends as much as the socket takes; false when the connection is broken.</summary>
    public bool Flush()
    {
        while (_head < _tail)
        {
            int sent = stream.Send(_buffer.AsSpan(_head, _tail - _head), out SocketError error);
            if (error == SocketError.WouldBlock)
                return true;
            if (error != SocketError.Success)
                return false;
            _head += sent;
        }

        _head = _tail = 0;
        return true;
    }

    /// <summary>Whether the subscriber is still connected; bytes from the subscriber are ignored.</summary>
    public bool IsAlive()
    {
        Span<byte> ignored = stackalloc byte[256];
        int received = stream.Receive(ignored, out SocketError error);
        return error == SocketError.WouldBlock || (error == SocketError.Success && received > 0);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private bool MakeRoom(int bytes)
    {
        if (!Flush())
            return false;
        if (_head > 0)
        {
            _buffer.AsSpan(_head, _tail - _head).CopyTo(_buffer);
            _tail -= _head;
            _head = 0;
        }

        return bytes <= _buffer.Length - _tail;
    }
}
