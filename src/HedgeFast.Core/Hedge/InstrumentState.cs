using HedgeFast.Core.Feed;

namespace HedgeFast.Core.Hedge;

/// <summary>What the loop knows of one instrument's market. Written by the loop alone.</summary>
public struct InstrumentState
{
    /// <summary>Best bid, ticks.</summary>
    public long BidTicks;

    /// <summary>Best ask, ticks.</summary>
    public long AskTicks;

    /// <summary>Receive stamp of the quote.</summary>
    public long ReceiveNanos;

    /// <summary>Exchange time of the quote, UTC nanoseconds.</summary>
    public long ExchangeNanos;

    /// <summary>After a reject no order goes out before this stamp.</summary>
    public long PausedUntilNanos;

    /// <summary>Size of a tick, quote currency.</summary>
    public double TickSize;

    /// <summary>Channel of the last quote.</summary>
    public ushort Channel;

    /// <summary>Why it is not hedgeable; <see cref="QuoteFault.None"/> when it is.</summary>
    public QuoteFault Fault;

    /// <summary>A quote came in the batch that is being read.</summary>
    public bool QuotedInBatch;

    /// <summary>Middle of bid and ask, quote currency.</summary>
    public readonly double Mid => 0.5 * TickSize * (BidTicks + AskTicks);
}
