namespace HedgeFast.Core.Feed;

/// <summary>Reads bytes for the dispatcher, without ever blocking.</summary>
/// <param name="notes">Receives faults in words.</param>
internal abstract class TickSource(FeedNotes notes) : IDisposable
{
    /// <summary>The last fault in words; null without one. Any thread may read.</summary>
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
