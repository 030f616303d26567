using System.Net.Sockets;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Transport;

/// <summary>TCP without TLS: one message is one send; a partial send ends the connection.</summary>
internal sealed class PlainChannel(StreamSocket stream) : ByteChannel(stream)
{
    /// <inheritdoc/>
    public override bool TryOpen() => Failure is null;

    /// <inheritdoc/>
    public override int Receive(Span<byte> free)
    {
        int received = Stream.Receive(free, out SocketError error);
        if (error == SocketError.Success && received > 0)
            return received;
        if (error == SocketError.WouldBlock)
            return 0;
        Failure = error == SocketError.Success ? ChannelTexts.Closed : ChannelTexts.ReceiveFailed(error);
        return 0;
    }

    /// <inheritdoc/>
    public override bool TrySend(ReadOnlySpan<byte> message)
    {
        int sent = Stream.Send(message, out SocketError error);
        if (error == SocketError.Success && sent == message.Length)
            return true;
        if (error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
            return false;

        // Part of a message can't be taken back, and the rest must not follow behind another one: only the end of the
        // connection is clean.
        Failure = error == SocketError.Success
            ? $"the kernel took {sent} of {message.Length} bytes"
            : ChannelTexts.SendFailed(error);
        return error == SocketError.Success && sent > 0;
    }
}
