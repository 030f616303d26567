using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor;

namespace HedgeFast.Tests.Program.Monitor;

/// <summary>Changes one number of a status, as tests need.</summary>
internal static class StatusChange
{
    public static EngineStatus WithLoop(this EngineStatus status, Func<LoopCounters, LoopCounters> change) =>
        status with { Loop = change(status.Loop) };

    public static EngineStatus WithSession(
        this EngineStatus status, Func<FixSessionStatus, FixSessionStatus> change) =>
        status with { Session = change(status.Session) };

    public static EngineStatus WithFeed(this EngineStatus status, Func<FeedStatus, FeedStatus> change) =>
        status with { Feed = change(status.Feed) };

    /// <summary>Changes the first underlying.</summary>
    public static EngineStatus WithFirst(this EngineStatus status, Func<UnderlyingStatus, UnderlyingStatus> change) =>
        status with { Underlyings = [change(status.Underlyings[0]), .. status.Underlyings.Skip(1)] };

    public static UnderlyingStatus WithCounters(
        this UnderlyingStatus underlying, Func<UnderlyingCounters, UnderlyingCounters> change) =>
        underlying with { Counters = change(underlying.Counters) };

    public static InstrumentStatus WithCounters(
        this InstrumentStatus instrument, Func<InstrumentCounters, InstrumentCounters> change) =>
        instrument with { Counters = change(instrument.Counters) };
}
