using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>An order leaves on a quote that the feed has sent lately, at a price near it.</summary>
internal sealed class InputInvariants : Invariants
{
    private const int QuotesKept = 64;
    private const double Tolerance = 0.01;

    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly LimitSettings _limits;
    private readonly Ring[] _quotes;
    private readonly long _oldestNanos;
    private readonly bool _isClockTrue;
    private long _lastRound;
    private long _pauseNanos;

    public InputInvariants(World world)
        : base(world)
    {
        _instruments = world.Plan.Settings.Instruments;
        _limits = world.Plan.Settings.Limits;
        _quotes = new Ring[_instruments.Count];
        for (int i = 0; i < _quotes.Length; i++)
            _quotes[i] = new Ring();
        _oldestNanos = _limits.StaleNanos + world.Plan.Settings.Feed.StaleNanos
            + 2_000_000_000 + 50_000_000;
        _isClockTrue = !world.Plan.Faults.Has(FaultKind.ClockSuspends) && !world.Plan.Faults.Has(FaultKind.ClockSteps);
    }

    /// <summary>Mids of the last quotes of an instrument, ticks, in no order.</summary>
    public ReadOnlySpan<double> MidsOf(int instrument) =>
        _quotes[instrument].Mids.AsSpan(0, _quotes[instrument].Count);

    /// <inheritdoc/>
    public override void OnQuoted(int instrument, SimTouch touch)
    {
        // One quote beyond the allowed move is not to be traded on: the market is not there. A feed that walks there in
        // steps may be followed.
        double mid = 0.5 * ((double)touch.BidTicks + touch.AskTicks);
        double market = World.Market.Touches[instrument].MidTicks;
        double allowed = (_instruments[instrument].MaxMoveFraction + Tolerance) * market;
        if (Math.Abs(mid - market) <= allowed || World.Plan.Faults.Has(FaultKind.FeedWalks))
            _quotes[instrument].Add(World.Timeline.Now, mid);
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        // What was sent before a pause, or waits before a stage without a turn, looks new when it is read.
        long now = World.Timeline.Now;
        _pauseNanos = without != 0 || now - _lastRound > 50_000_000 ? now : _pauseNanos;
        _lastRound = now;
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (!message.IsOrder || message.IsDuplicate)
            return;
        int instrument = InstrumentOf(message);
        if (instrument < 0)
            return;
        Instrument of = _instruments[instrument];
        if (message.MantissaOf(44, of.TickDecimals) is not { } mantissa)
            return;
        long ticks = mantissa / of.TickMantissa, now = World.Timeline.Now;
        bool isFresh = false, isNear = false;
        Ring quotes = _quotes[instrument];
        for (int i = 0; i < quotes.Count; i++)
        {
            double mid = quotes.Mids[i];
            double collar = Math.Max(_limits.CollarFraction * Math.Abs(mid), _limits.CollarTicks);
            isNear |= Math.Abs(ticks - mid) <= collar;
            isFresh |= now - quotes.Times[i] <= _oldestNanos;
        }

        if (!isNear)
            throw Broken("collar", $"no quote of late within the collar: {message}");
        if (!isFresh && _isClockTrue && now - _pauseNanos > _oldestNanos)
            throw Broken("stale", $"no quote was sent for {_oldestNanos / 1e9:F2} s: {message}");
    }

    private int InstrumentOf(in WireMessage message)
    {
        for (int i = 0; i < _instruments.Count; i++)
        {
            if (message.Is(55, _instruments[i].Symbol))
                return i;
        }

        return -1;
    }

    /// <summary>The last quotes of an instrument.</summary>
    private sealed class Ring
    {
        private long _added;

        public long[] Times { get; } = new long[QuotesKept];

        public double[] Mids { get; } = new double[QuotesKept];

        public int Count => (int)Math.Min(_added, QuotesKept);

        public void Add(long time, double mid)
        {
            int at = (int)(_added++ % QuotesKept);
            Times[at] = time;
            Mids[at] = mid;
        }
    }
}
