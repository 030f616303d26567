using HedgeFast.Core.Feed;

namespace HedgeFast.Bench.Ring;

/// <summary>A way to pass messages from one thread to another; neither end ever waits.</summary>
internal interface IHandOver
{
    /// <summary>Sends one; false when full.</summary>
    bool TrySend(in MarketEvent message);

    /// <summary>Receives what is there, at most 256 messages.</summary>
    int Receive(ref Tally tally);
}
