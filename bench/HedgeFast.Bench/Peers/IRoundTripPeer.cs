namespace HedgeFast.Bench.Peers;

/// <summary>Something that carries an order out and brings its report back, one at a time.</summary>
internal interface IRoundTripPeer : IDisposable
{
    /// <summary>
    /// Fills <paramref name="nanos"/> with one round trip each, measured from before the order is built until the
    /// report is read.
    /// </summary>
    void Run(Span<long> nanos);
}
