namespace HedgeFast.Fix.Os;

/// <summary>Sockets of the operating system.</summary>
internal sealed class KernelNetwork : Network
{
    /// <inheritdoc/>
    public override StreamSocket Connect(string host, int port, long unacknowledgedNanosMax = 0) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override ListeningSocket Listen(string host, int port) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override DatagramReader ReadDatagrams(DatagramBinding binding) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override DatagramWriter WriteDatagrams(DatagramBinding binding) => throw new NotSupportedException();
}
