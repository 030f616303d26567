using System.Text;
using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Monitor;

namespace HedgeFast.Engine;

/// <summary>Reads the status of an engine from what its threads write anyway. Any thread.</summary>
/// <param name="config">The run's configuration.</param>
/// <param name="optionSymbols">Symbols of the options, by index in the book.</param>
/// <param name="pipeline">The engine.</param>
/// <param name="port">Its FIX side.</param>
internal sealed class StatusReader(
    ResolvedConfig config, IReadOnlyList<string> optionSymbols, Pipeline pipeline, FixOrderPort port)
{
    private const string MarkMissing =
        "the book has not been valued for 30 s, so the day's loss is unknown; hedging continues because "
        + "limits.maxDayLoss is derived: see which option lacks a price or a volatility, or give the limit a value, "
        + "which then refuses orders in this case";

    /// <summary>Reads the status; latencies, profit, alerts and sinks are left out.</summary>
    public EngineStatus Read()
    {
        EngineStatus status = EngineStatus.Of(config.Settings, pipeline.Loop, optionSymbols);
        return status with
        {
            Session = Session(),
            Feed = Feed(status.Loop.WrongTimes),
            Journal = new JournalStatus(
                pipeline.JournalTaken, pipeline.Rings.Journal.Depth, pipeline.JournalFailure?.Message),
            Requests = new RequestStatus(pipeline.Control.RequestsRefused, pipeline.Control.LastRequestRefused),
            Rings = new RingDepths(
                pipeline.Rings.Market.Depth, pipeline.Rings.Execution.Depth, pipeline.Rings.Order.Depth,
                pipeline.Rings.Journal.Depth),
            Threads =
            [
                .. pipeline.Threads.Where(thread => thread.Failure is null)
                    .Select(thread => new ThreadStatus(thread.Name, thread.Rounds)),
            ],
            Failure = pipeline.Failure?.Message,
            WatchFailure = pipeline.Control.FileFailure ?? (status.Loop.MarkMissing != 0 ? MarkMissing : null),
        };
    }

    private FixSessionStatus Session()
    {
        SessionCounters session = port.Session;
        string? lastFault = session.FaultsTolerated == 0
            ? null
            : $"{Encoding.ASCII.GetString(RejectReasons.Text(session.LastToleratedReason))}, "
                + $"tag {session.LastToleratedTag}; the report counted";
        return new FixSessionStatus
        {
            StoreForced = ConfigWords.For(ConfigWords.Fsyncs, config.FixSession.Fsync),
            Note = port.LinkText,
            LastError = port.LinkText ?? port.LastError,
            IsRefused = port.Link == FixLink.Refused,
            LogonsUsedUp = port.Link == FixLink.LogonsUsedUp,
            Anomalies = port.Anomalies.Value + port.ForeignRejects.Value + session.RejectsSent,
            Faulty = new FaultyReports(session.FaultsTolerated, lastFault),
        };
    }

    private FeedStatus Feed(long wrongTimesOfLoop)
    {
        FeedCounters counters = pipeline.Feed.Counters;
        bool isUp = pipeline.Feed.IsConnected;
        string? note = pipeline.Feed.LastError;
        return new FeedStatus
        {
            IsUp = isUp,

            // The note of a connection before this one says nothing of it.
            Error = isUp ? null : note,
            Note = note,
            WrongTimes = counters.Count(QuoteFault.WrongTime) + counters.ClockSteps + counters.LateStamps
                + wrongTimesOfLoop,
            Pauses = counters.Pauses + counters.Suspensions,
            ForeignFrames = counters.ForeignFrames + counters.WildSequences,
        };
    }
}
