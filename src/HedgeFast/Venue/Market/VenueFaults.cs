namespace HedgeFast.Venue.Market;

/// <summary>The faults that the venue plays on purpose; by default none.</summary>
public sealed record VenueFaults
{
    /// <summary>Every n-th otherwise acceptable order is refused; 0 refuses none.</summary>
    public int RejectEvery { get; init; }

    /// <summary>Every n-th cancel of an open order is refused; 0 refuses none.</summary>
    public int RefuseCancelEvery { get; init; }

    /// <summary>Every n-th otherwise acceptable replace is refused; 0 refuses none.</summary>
    public int RefuseReplaceEvery { get; init; }

    /// <summary>Most orders accepted in a second of the tape, further ones are refused; 0 is unlimited.</summary>
    public int OrdersPerSecond { get; init; }

    /// <summary>Scenarios that befall some of the orders otherwise accepted.</summary>
    public IReadOnlyList<VenueScenario> Scenarios { get; init; } = [];

    /// <summary>Most lots that trade on one side a row of the tape; positive.</summary>
    public long MaxFillLots { get; init; } = long.MaxValue;

    /// <summary>Rows of the tape before which every connection, FIX and feed, is cut.</summary>
    public IReadOnlySet<int> DisconnectAt { get; init; } = new HashSet<int>();

    /// <summary>The scenario that befalls the n-th order, from 1: the first whose turn it is.</summary>
    public VenueScenarioKind ScenarioOf(long order)
    {
        foreach (VenueScenario scenario in Scenarios)
        {
            if (order % scenario.Every == 0)
                return scenario.Kind;
        }

        return VenueScenarioKind.None;
    }
}
