namespace HedgeFast.Venue;

/// <summary>What the venue does wrong on purpose. The defaults do nothing wrong.</summary>
public sealed record VenueFaults
{
    /// <summary>Every n-th otherwise acceptable order is refused; 0 refuses none.</summary>
    public int RejectEvery { get; init; }

    /// <summary>Most lots that trade on one side per tape update; positive.</summary>
    public long MaxFillLots { get; init; } = long.MaxValue;

    /// <summary>Tape rows before whose publication every connection, FIX and feed, is cut without a word.</summary>
    public IReadOnlySet<int> DisconnectAt { get; init; } = new HashSet<int>();
}
