using HedgeFast.Core.Book;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Outside;

/// <summary>The true prices of a world: one random walk an underlying, and each instrument's touch around it.</summary>
internal sealed class SimMarket
{
    private readonly WorldPlan _plan;
    private readonly Draw _draw;
    private readonly double[] _levels;
    private readonly double[] _ratios;
    private long _movedNanos;

    public SimMarket(WorldPlan plan, Draw draw)
    {
        _plan = plan;
        _draw = draw;
        Touches = new SimTouch[plan.Settings.Instruments.Count];
        _levels = new double[plan.Settings.Underlyings.Count];
        _ratios = new double[Touches.Length];
        foreach (Instrument instrument in plan.Settings.Instruments)
        {
            double preferred = plan.FirstMids[plan.Settings.Underlyings[instrument.Underlying].HedgeInstrument];
            _levels[instrument.Underlying] = preferred;
            _ratios[instrument.Index] = plan.FirstMids[instrument.Index] / preferred;
        }

        for (int i = 0; i < Touches.Length; i++)
            Requote(i);
    }

    /// <summary>The touch of each instrument, by dense index.</summary>
    public SimTouch[] Touches { get; }

    /// <summary>Moves the prices to a time.</summary>
    public void MoveTo(long now)
    {
        double seconds = (now - _movedNanos) / 1e9;
        if (seconds <= 0)
            return;
        _movedNanos = now;
        for (int u = 0; u < _levels.Length; u++)
        {
            double step = _plan.MovePerSecond * Math.Sqrt(seconds) * 3.4641 * (_draw.Unit() - 0.5);
            double first = _plan.FirstMids[_plan.Settings.Underlyings[u].HedgeInstrument];
            _levels[u] = Math.Clamp(_levels[u] * (1 + step), 0.5 * first, 2 * first);
        }
    }

    /// <summary>Jumps the price of an underlying for good.</summary>
    public void Jump(int underlying, double fraction) => _levels[underlying] *= 1 + fraction;

    /// <summary>Makes a new touch of an instrument from its price.</summary>
    public SimTouch Requote(int instrument)
    {
        Instrument of = _plan.Settings.Instruments[instrument];
        double mid = _levels[of.Underlying] * _ratios[instrument] / of.TickSize;
        long half = 1 + _draw.Below(3);
        long middle = (long)Math.Round(mid);
        long scale = of.Kind == InstrumentKind.InversePerpetual ? 1_000 : 10_000;
        Touches[instrument] = new SimTouch(
            middle - half, scale * (1 + _draw.Below(20)), middle + half, scale * (1 + _draw.Below(20)));
        return Touches[instrument];
    }
}

/// <summary>Best bid and ask, ticks and lots.</summary>
internal readonly record struct SimTouch(long BidTicks, long BidLots, long AskTicks, long AskLots)
{
    public double MidTicks => 0.5 * (BidTicks + AskTicks);
}
