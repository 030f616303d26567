using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>No order leads beyond the target, whatever else fills: by the judge's own delta at the quotes of late.
/// </summary>
/// <remarks>Checked where the band is fixed: the other policies have a delta or a band of their own.</remarks>
/// <param name="world">The world.</param>
/// <param name="account">Orders and positions.</param>
/// <param name="inputs">Quotes of late.</param>
internal sealed class NeedInvariants(World world, WireAccount account, InputInvariants inputs) : Invariants(world)
{
    private const double YearNanos = 365 * 86_400e9;
    private const double ShortestLifeNanos = 40e9;

    private readonly IReadOnlyList<Instrument> _instruments = world.Plan.Settings.Instruments;

    /// <summary>Orders held against the judge's own delta.</summary>
    public int Checked { get; private set; }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (message.Type != "D" || message.IsDuplicate || !account.IsCurrent)
            return;
        int instrument = account.Orders.InstrumentOf(message);
        if (instrument < 0)
            return;
        int underlying = _instruments[instrument].Underlying;
        UnderlyingSettings settings = World.Plan.Settings.Underlyings[underlying];
        if (settings.Policy.Kind != PolicyKind.Fixed || !TryPrices(underlying, out double low, out double high))
            return;
        double sign = message.Is(54, "1") ? 1 : -1;
        double perLot = PerLot(instrument, low);
        bool isKnown = TryOptions(settings, low, high, sign, out double after)
            && TryHedge(underlying, low, high, sign, ref after);
        if (!isKnown)
            return;
        double lots = sign * message.Number(38);
        after += Least(lots * PerLot(instrument, low), lots * PerLot(instrument, high), sign);
        Checked++;
        double beyond = sign * (after - settings.TargetDelta);
        double allowed = (perLot * (1 + World.Plan.Settings.Limits.OvershootLots)) + 1e-6;
        if (beyond > allowed)
            throw Broken("overshoot", $"{beyond} beyond the target at the least, {allowed} allowed: {message}");
    }

    // Of two deltas the one that is least far to a side.
    private static double Least(double one, double other, double sign) =>
        sign > 0 ? Math.Min(one, other) : Math.Max(one, other);

    private double PerLot(int instrument, double price) =>
        _instruments[instrument].Kind == InstrumentKind.InversePerpetual
            ? _instruments[instrument].ContractSize / price
            : _instruments[instrument].ContractSize;

    private bool TryPrices(int underlying, out double low, out double high)
    {
        (low, high) = (double.MaxValue, 0);
        foreach (Instrument instrument in _instruments)
        {
            if (instrument.Underlying != underlying)
                continue;
            if (account.Ledger.IsUncertain[instrument.Index])
                return false;
            foreach (double mid in inputs.MidsOf(instrument.Index))
            {
                low = Math.Min(low, mid * instrument.TickSize);
                high = Math.Max(high, mid * instrument.TickSize);
            }
        }

        return low > 0 && high >= low && high < 1.2 * low;
    }

    // The hedged share of the options' delta, each option at the price that counts least to this side.
    private bool TryOptions(UnderlyingSettings settings, double low, double high, double sign, out double delta)
    {
        delta = 0;
        double now = World.Plan.StartUtcNanos + World.Timeline.Now;
        bool isNet = settings.Delta == DeltaConvention.NetTransaction;
        foreach (OptionRow option in World.Plan.Book)
        {
            if (option.Underlying != settings.Name)
                continue;
            double left = option.ExpiryNanos - now;
            if (Math.Abs(left) < ShortestLifeNanos)
                return false;
            bool isCall = option.Type == OptionType.Call;
            double lots = settings.HedgeRatio * option.Quantity * option.Multiplier;
            double least = double.NaN;
            for (int i = 0; i <= 4; i++)
            {
                double price = low + (i * (high - low) / 4);
                double at = lots
                    * NaiveDelta.Of(isCall, price, option.Strike, option.Volatility, left / YearNanos, isNet);
                least = double.IsNaN(least) ? at : Least(least, at, sign);
            }

            delta += least;
        }

        return true;
    }

    private bool TryHedge(int underlying, double low, double high, double sign, ref double delta)
    {
        foreach (Instrument instrument in _instruments)
        {
            if (instrument.Underlying != underlying)
                continue;
            if (instrument.ExpiryNanos is not null)
                return false;
            long lots = account.Ledger.Lots[instrument.Index];
            if (account.IsBeingSettled(World.Process, instrument.Index))
                return false;
            foreach (WireOrder order in account.Orders.All)
            {
                if (order.Instrument != instrument.Index || order.Leaves == 0)
                    continue;

                // One of a process before may have been forgotten with the journal's end.
                if (order.Process != account.Process)
                    return false;
                lots += order.Sign == (int)sign ? order.Sign * order.Leaves : 0;
            }

            delta += Least(lots * PerLot(instrument.Index, low), lots * PerLot(instrument.Index, high), sign);
        }

        return true;
    }
}
