using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor;
using HedgeFast.Report;

namespace HedgeFast.Engine;

/// <summary>Makes the parts of the report that come from the status at the end of a run.</summary>
/// <param name="config">The run's configuration.</param>
/// <param name="status">The status, read after the threads have ended.</param>
internal sealed class RunReporter(ResolvedConfig config, EngineStatus status)
{
    /// <summary>The report; costs, latencies, memory and the end of the run are left out.</summary>
    /// <param name="venuePosition">Position at the exchange by dense index, lots; null where it can't be asked.</param>
    public RunReport Report(Func<int, long>? venuePosition)
    {
        LoopCounters loop = status.Loop;
        InstrumentReport[] instruments = [.. config.Settings.Instruments.Select(i => Of(i, venuePosition))];
        UnderlyingReport[] underlyings = [.. status.Underlyings.Select(Of)];
        return new RunReport
        {
            Ticks = loop.Ticks,
            Conflated = loop.Conflated,
            Revaluations = loop.Revaluations,
            Decisions = loop.Decisions,
            Orders = loop.Orders,
            Fills = loop.Fills,
            Rejects = loop.Rejects,
            Refusals = loop.Refusals,
            OrderAlarms = loop.OrderAlarms + loop.Unresolved + loop.Contradicted,
            Anomalies = status.Session.Anomalies,
            Proved = loop.Proved,
            Fallbacks = loop.Fallbacks,
            Policy = PolicyText(),
            Feed = status.Feed.Note ?? "",
            Profit = status.Profit,
            Instruments = instruments,
            Underlyings = underlyings,
        };
    }

    private InstrumentReport Of(Instrument instrument, Func<int, long>? venuePosition)
    {
        InstrumentStatus read = status.Instruments[instrument.Index];
        return new InstrumentReport
        {
            Symbol = read.Symbol,
            EnginePosition = read.Counters.PositionLots,
            VenuePosition = venuePosition?.Invoke(instrument.Index),
            Orders = read.Counters.Orders,
            Basis = read.Counters.Basis,
            Underlying = config.Settings.Underlyings[instrument.Underlying].Name,
            Fills = read.Counters.Fills,
            Mark = read.Mark,
        };
    }

    private static UnderlyingReport Of(UnderlyingStatus read)
    {
        UnderlyingCounters counters = read.Counters;
        double measured = counters.Measured > 0 ? counters.Measured : double.NaN;
        double mean = counters.SumHedged / measured;
        return new UnderlyingReport
        {
            Name = read.Name,
            Price = counters.Price,
            DeltaUnhedged = counters.OptionDelta,
            DeltaHedged = counters.NetDelta,
            DeltaLeft = counters.LeftDelta,
            BandLower = counters.BandLower,
            BandUpper = counters.BandUpper,
            Gamma = read.Gamma,
            Revaluations = counters.Revaluations,
            Proved = counters.Proved,
            Decisions = counters.Decisions,
            MeanAbsDeltaUnhedged = counters.SumAbsUnhedged / measured,
            MeanAbsDeltaHedged = counters.SumAbsHedged / measured,
            DeltaDeviationHedged = Math.Sqrt(Math.Max(0, (counters.SumSquaredHedged / measured) - (mean * mean))),
            MaxAbsDeltaUnhedged = counters.Measured > 0 ? counters.MaxAbsUnhedged : double.NaN,
            MaxAbsDeltaHedged = counters.Measured > 0 ? counters.MaxAbsHedged : double.NaN,
            Profit = read.Profit,
        };
    }

    private string PolicyText()
    {
        bool isOne = status.Underlyings.Count == 1;
        string policies = string.Join(", ", config.Settings.Underlyings.Select(Policy));
        return status.Loop.Latches == 0 ? policies : $"{policies}, stopped until re-armed: {status.Latches}";

        string Policy(UnderlyingSettings underlying)
        {
            string word = ConfigWords.For(ConfigWords.Policies, underlying.Policy.Kind);
            GovernorState governor = status.Underlyings[underlying.Index].Governor;
            string held = governor == GovernorState.Free ? "" : $"governor: {governor}";
            if (isOne)
                return held.Length == 0 ? word : $"{word}, {held}";
            return $"{underlying.Name} {word}{(held.Length == 0 ? "" : $" ({held})")}";
        }
    }
}
