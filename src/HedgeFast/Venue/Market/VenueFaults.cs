namespace HedgeFast.Venue.Market;

/// <summary>What the venue does wrong on purpose. The defaults do nothing wrong.</summary>
public sealed record VenueFaults
{
    /// <summary>Every n-th otherwise acceptable order is refused; 0 refuses none.</summary>
    public int RejectEvery { get; init; }

    /// <summary>Every n-th cancel of an open order is refused; 0 refuses none.</summary>
    public int RefuseCancelEvery { get; init; }

    /// <summary>Every n-th otherwise acceptable replace is refused; 0 refuses none.</summary>
    public int RefuseReplaceEvery { get; init; }

    /// <summary>Most orders taken in a second of the tape, the others are refused; 0 takes any number.</summary>
    public int OrdersPerSecond { get; init; }

    /// <summary>What happens to some of the orders that would otherwise be accepted.</summary>
    public IReadOnlyList<VenueScenario> Scenarios { get; init; } = [];

    /// <summary>Most lots that trade on one side per tape update; positive.</summary>
    public long MaxFillLots { get; init; } = long.MaxValue;

    /// <summary>Tape rows before whose publication every connection, FIX and feed, is cut without a word.</summary>
    public IReadOnlySet<int> DisconnectAt { get; init; } = new HashSet<int>();

    /// <summary>What happens to the order of a number, from 1: the first scenario whose turn it is.</summary>
    public VenueScenarioKind ScenarioOf(long order)
    {
        foreach (VenueScenario scenario in Scenarios)
            if (order % scenario.Every == 0)
                return scenario.Kind;
        return VenueScenarioKind.None;
    }
}
