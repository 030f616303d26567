using System.Runtime.CompilerServices;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Feed;

/// <summary>
/// The feed stage's reading of the clock. It notices what makes waiting data look fresh: a stage that did not run for
/// longer than the stale limit, and a machine that was suspended. Keeps the exchange clock's idea of UTC up to date.
/// </summary>
internal sealed class FeedTime
{
    // A look costs some sixty nanoseconds; a thousand a second are a twentieth of a per mille of the thread.
    private const long LookEveryNanos = 1_000_000;
    private const long UtcEveryNanos = 100_000_000;

    // Between the two readings of the monotonic clock nothing may have interrupted the reading of UTC.
    private const long UtcReadNanosMax = 1_000_000;

    private readonly TimeProvider _time;
    private readonly NanosClock _clock;
    private readonly TickDispatcher _dispatcher;
    private readonly ExchangeClock _exchange;
    private readonly FeedCounters _counters;
    private readonly FeedNotes _notes;
    private readonly Func<long> _sleptNanos;
    private readonly long _staleNanos;
    private long _lastNanos = long.MaxValue;
    private long _lookNanos = long.MinValue;
    private long _utcNanos = long.MinValue;
    private long _slept;
    private bool _hasUtc;

    /// <param name="time">The clock.</param>
    /// <param name="dispatcher">Learns that what is read may have waited.</param>
    /// <param name="exchange">Learns UTC.</param>
    /// <param name="counters">Counts pauses, suspensions and steps.</param>
    /// <param name="notes">Takes the words.</param>
    /// <param name="staleNanos">The stale limit, nanoseconds.</param>
    /// <param name="sleptNanos">How long the machine was suspended since its start, nanoseconds.</param>
    public FeedTime(
        TimeProvider time, TickDispatcher dispatcher, ExchangeClock exchange, FeedCounters counters, FeedNotes notes,
        long staleNanos, Func<long> sleptNanos)
    {
        _time = time;
        _clock = new NanosClock(time);
        _dispatcher = dispatcher;
        _exchange = exchange;
        _counters = counters;
        _notes = notes;
        _staleNanos = staleNanos;
        _sleptNanos = sleptNanos;
        _slept = sleptNanos();
    }

    /// <summary>Monotonic nanoseconds. To be read after the bytes and before they are judged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Now()
    {
        long now = _clock.Now();
        if (now - _lastNanos > _staleNanos)
            Pause(now);
        _lastNanos = now;
        if (now >= _lookNanos)
            Look(now);
        return now;
    }

    /// <summary>A connection has just been made: nothing can have waited in it.</summary>
    public void Begin() => _dispatcher.EndLate();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Pause(long now)
    {
        _counters.Add(FeedCounter.Pauses);
        if (_notes.IsDue(FeedCounter.Pauses, now))
        {
            _notes.Last =
                $"the feed was not read for {(now - _lastNanos) / 1_000_000} ms, longer than feed.staleMs; what had "
                + "waited is stale. Look for a stopped process, swapping or a busy CPU";
        }

        _dispatcher.BeginLate(now);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(long now)
    {
        _lookNanos = now + LookEveryNanos;
        long slept = _sleptNanos();
        if (slept - _slept > _staleNanos)
        {
            _counters.Add(FeedCounter.Suspensions);
            _notes.Last =
                $"the machine was suspended for {(slept - _slept) / 1_000_000} ms; every quote is stale until a fresh "
                + "one comes. A trading machine must not be suspended or paused";
            _dispatcher.BeginLate(now);
            _utcNanos = long.MinValue;
        }

        _slept = slept;
        if (_exchange.IsLive && now >= _utcNanos)
            ReadUtc();
    }

    private void ReadUtc()
    {
        long before = _clock.Now();
        long utc = (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
        long after = _clock.Now();
        if (after - before > UtcReadNanosMax && _hasUtc)
            return;
        _utcNanos = after + UtcEveryNanos;
        bool stepped = _exchange.SetUtc(utc - after, isFirst: !_hasUtc);
        _hasUtc = true;
        if (!stepped)
            return;
        _counters.Add(FeedCounter.ClockSteps);
        _notes.Last =
            "this machine's UTC clock has stepped; exchange times are held against it, so see that it is right "
            + "(chronyc tracking, timedatectl)";
    }
}
