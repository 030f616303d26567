using HedgeFast.Core.Profit;
using HedgeFast.Report;

namespace HedgeFast.Tests.Program.Report;

/// <summary>A report with a different value in every field.</summary>
internal static class Samples
{
    /// <summary>The report.</summary>
    public static RunReport Report { get; } = new()
    {
        Ticks = 19136,
        Conflated = 12,
        Revaluations = 19124,
        Decisions = 40,
        Orders = 41,
        Fills = 39,
        Rejects = 1,
        EnginePosition = -1234,
        VenuePosition = -1234,
        MeanAbsDeltaUnhedged = 2.5,
        MeanAbsDeltaHedged = 0.25,
        MaxAbsDeltaUnhedged = 6.5,
        MaxAbsDeltaHedged = 0.75,
        CostSpread = 3.25,
        CostFees = 4.25,
        TickToDecisionNanos = new LatencyReport { P50 = 900, P90 = 1500, P99 = 12300, P999 = 4_560_000, Max = 1_200_000_000, Count = 40 },
        BytesPerTick = 0,
        BytesPerOrder = 0.125,
        GcCollections = 3,
        StateHash = "0123456789abcdef",
        Proved = 17,
        Instruments = [new InstrumentReport { Symbol = "P1", EnginePosition = -1234, VenuePosition = -1234, Orders = 41, Basis = 0.0005 }],
        Fallbacks = 4,
        Profit = new ProfitParts { OptionDelta = 100, OptionGamma = -50, OptionForward = 2, OptionTheta = 30, OptionVega = 3, OptionResidual = 0.25, Hedge = -90, Spread = -3, Impact = -0.25, Fees = -4.25 },
        Alerts = new Dictionary<string, long> { ["session-down"] = 2 },
        Refusals = 2,
        Anomalies = 1,
        OrderAlarms = 2,
        ElapsedSeconds = 36.04,
        EndedBy = "the end of the tape",
    };
}
