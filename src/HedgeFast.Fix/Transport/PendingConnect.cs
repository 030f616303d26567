using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// One attempt to connect, without blocking: resolves the name, connects the socket, agrees TLS where configured.
/// </summary>
internal sealed class PendingConnect(Network network, FixHost host, TlsIdentity? tls, long unacknowledgedNanosMax)
    : IDisposable
{
    private StreamSocket? _stream = network.Connect(host.Host, host.Port, unacknowledgedNanosMax);
    private ByteChannel? _channel;

    /// <summary>Why it failed; null while it may still succeed.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether it failed so that trying again can't help.</summary>
    public bool IsRefused => _channel is { IsRefused: true };

    /// <summary>The channel once it's open, which the caller then owns; null before and after a failure.</summary>
    public ByteChannel? TryTake()
    {
        if (_channel is null && !TryConnect())
            return null;
        ByteChannel channel = _channel!;
        if (!channel.TryOpen())
        {
            if (channel.Failure is { } failure)
                Error = Describe(failure);
            return null;
        }

        _channel = null;
        return channel;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _channel?.Dispose();
        _stream?.Dispose();
    }

    private bool TryConnect()
    {
        if (_stream is not { } stream)
            return false;
        ConnectState state = stream.Connecting(out string? error);
        if (state == ConnectState.Failed)
            Error = Describe(error!);
        if (state != ConnectState.Connected)
            return false;
        _channel = ByteChannel.Over(stream, tls, host.Host);
        _stream = null;
        return true;
    }

    private string Describe(string what) => $"connect to {host} failed: {what}";
}
