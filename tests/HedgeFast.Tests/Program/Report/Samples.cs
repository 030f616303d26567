using HedgeFast.Core.Profit;
using HedgeFast.Report;

namespace HedgeFast.Tests.Program.Report;

/// <summary>Reports with a different value in every field.</summary>
internal static class Samples
{
    /// <summary>A run with one underlying and one instrument.</summary>
    public static RunReport Report { get; } = new()
    {
        Ticks = 19136,
        Conflated = 12,
        Revaluations = 19124,
        Decisions = 40,
        Orders = 41,
        Fills = 39,
        Rejects = 1,
        CostSpread = 3.25,
        CostFees = 4.25,
        TickToDecisionNanos = new LatencyReport
        {
            P50 = 900,
            P90 = 1500,
            P99 = 12300,
            P999 = 4_560_000,
            Max = 1_200_000_000,
            Count = 40,
        },
        BytesPerTick = 0,
        BytesPerOrder = 0.125,
        GcCollections = 3,
        StateHash = "0123456789abcdef",
        Proved = 17,
        Instruments =
        [
            new InstrumentReport
            {
                Symbol = "P1",
                EnginePosition = -1234,
                VenuePosition = -1234,
                Orders = 41,
                Basis = 0.0005,
                Underlying = "BTC",
                Fills = 39,
                Mark = 60_000.5,
            },
        ],
        Fallbacks = 4,
        Profit = Profit,
        Alerts = new Dictionary<string, long> { ["session-down"] = 2 },
        Underlyings =
        [
            new UnderlyingReport
            {
                Name = "BTC",
                Price = 60_001.5,
                DeltaUnhedged = -46.5,
                DeltaHedged = 0.375,
                DeltaLeft = 0.0625,
                BandLower = -0.5,
                BandUpper = 0.625,
                Gamma = -0.015625,
                Revaluations = 19124,
                Proved = 17,
                Decisions = 40,
                MeanAbsDeltaUnhedged = 2.5,
                MeanAbsDeltaHedged = 0.25,
                MaxAbsDeltaUnhedged = 6.5,
                MaxAbsDeltaHedged = 0.75,
                DeltaDeviationHedged = 0.3125,
                Profit = Profit,
            },
        ],
        Refusals = 2,
        Anomalies = 1,
        OrderAlarms = 2,
        ElapsedSeconds = 36.04,
        EndedBy = "the end of the tape",
    };

    private static ProfitParts Profit => new()
    {
        OptionDelta = 100,
        OptionGamma = -50,
        OptionForward = 2,
        OptionTheta = 30,
        OptionVega = 3,
        OptionResidual = 0.25,
        Hedge = -90,
        Spread = -3,
        Impact = -0.25,
        Fees = -4.25,
    };

    /// <summary>The same run with a second underlying in another contract.</summary>
    public static RunReport Two { get; } = Report with
    {
        Instruments =
        [
            .. Report.Instruments,
            new InstrumentReport
            {
                Symbol = "E1",
                EnginePosition = 5,
                VenuePosition = 5,
                Orders = 2,
                Underlying = "ETH",
            },
        ],
        Underlyings =
        [
            .. Report.Underlyings,
            new UnderlyingReport { Name = "ETH", MeanAbsDeltaHedged = 9, Profit = new ProfitParts { Hedge = 7 } },
        ],
        Profit = Profit + new ProfitParts { Hedge = 7 },
    };

    /// <summary>The run with another count of the exchange.</summary>
    public static RunReport WithVenuePosition(long? lots) =>
        Report with { Instruments = [Report.Instruments[0] with { VenuePosition = lots }] };
}
