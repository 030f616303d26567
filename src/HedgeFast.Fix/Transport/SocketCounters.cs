namespace HedgeFast.Fix.Transport;

/// <summary>Socket counters of one session. Written by the thread that drives it.</summary>
public sealed class SocketCounters
{
    /// <summary>Connections that stood.</summary>
    public long Connects { get; internal set; }

    /// <summary>Attempts to connect that failed.</summary>
    public long ConnectFailures { get; internal set; }

    /// <summary>Connections ended by the other side or by an error.</summary>
    public long Disconnects { get; internal set; }

    /// <summary>Messages given to the kernel, each whole and in one call.</summary>
    public long MessagesSent { get; internal set; }

    /// <summary>Bytes given to the kernel.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Sends of which the kernel took nothing because its buffer was full.</summary>
    public long SendsRefused { get; internal set; }

    /// <summary>Bytes received.</summary>
    public long BytesReceived { get; internal set; }
}
