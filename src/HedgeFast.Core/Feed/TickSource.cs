namespace HedgeFast.Core.Feed;

/// <summary>Brings bytes from somewhere to the dispatcher, without ever blocking.</summary>
/// <param name="notes">Takes what went wrong, in words.</param>
internal abstract class TickSource(FeedNotes notes) : IDisposable
{
    /// <summary>What went wrong last, in words; null when nothing did. Any thread may read.</summary>
    public string? LastError
    {
        get => notes.Last;
        protected set => notes.Last = value;
    }

    /// <summary>Whether bytes can arrive. Any thread may read.</summary>
    public abstract bool IsConnected { get; }

    /// <summary>The port on this side, 0 when there is no socket.</summary>
    public abstract int LocalPort { get; }

    /// <summary>Reads once. Returns the work done, 0 when idle.</summary>
    /// <param name="nowNanos">Set to the receive stamp of this pass.</param>
    public abstract int DoWork(out long nowNanos);

    /// <inheritdoc/>
    public abstract void Dispose();
}
