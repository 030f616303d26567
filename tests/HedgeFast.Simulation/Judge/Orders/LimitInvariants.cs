using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>No order beyond the limits of size and position, and none that could meet one of our own.</summary>
internal sealed class LimitInvariants : Invariants
{
    private readonly WireAccount _account;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly LimitSettings _limits;
    private readonly long _overdueNanos;
    private long _maxOrderLots;
    private long _maxPositionLots;

    public LimitInvariants(World world, WireAccount account)
        : base(world)
    {
        _account = account;
        _instruments = world.Plan.Settings.Instruments;
        _limits = world.Plan.Settings.Limits;
        _overdueNanos = world.Plan.Settings.Orders.CancelAfterNanos;
        _maxOrderLots = _limits.MaxOrderLots;
        _maxPositionLots = _limits.MaxPositionLots;
    }

    /// <inheritdoc/>
    public override void OnSaid(string text)
    {
        // The loosest value ever allowed is required: which line is in force is the engine's to journal.
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(' ') is not ["limit", var key, var value, ..]
                || !long.TryParse(value, CultureInfo.InvariantCulture, out long lots))
            {
                continue;
            }

            if (key == "maxOrderLots" && lots <= _limits.OperatorFactor * _limits.MaxOrderLots)
                _maxOrderLots = Math.Max(_maxOrderLots, lots);
            if (key == "maxPositionLots" && lots <= _limits.OperatorFactor * _limits.MaxPositionLots)
                _maxPositionLots = Math.Max(_maxPositionLots, lots);
        }
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (!message.IsOrder || message.IsDuplicate)
            return;
        int instrument = _account.Orders.InstrumentOf(message);
        if (instrument < 0 || message.NumberOf(38) is not { } lots || lots <= 0)
            throw Broken("terms", $"an order without instrument or quantity: {message}");
        if (_account.Orders.TicksOf(message, 44, instrument) is not { } ticks)
            throw Broken("terms", $"an order without a price in ticks: {message}");
        bool isBuy = message.Is(54, "1");
        if (message.Type == "D")
        {
            if (lots > _maxOrderLots)
                throw Broken("maxOrderLots", $"{lots} lots of at most {_maxOrderLots}: {message}");
            if (_account.IsCurrent)
                CheckOthers(message, instrument, isBuy, lots);
        }

        double price = ticks * _instruments[instrument].TickSize;
        Instrument of = _instruments[instrument];
        double notional = of.Kind == InstrumentKind.InversePerpetual
            ? lots * of.ContractSize
            : lots * of.ContractSize * price;
        WireOrder? replaced = message.Type == "G" ? _account.Orders.Of(message) : null;
        double open = replaced is null ? 1 : Math.Max(0, lots - replaced.FilledLots) / (double)lots;
        if (notional * open > _limits.MaxOrderNotional * (1 + 1e-9))
            throw Broken("maxOrderNotional", $"{notional} of at most {_limits.MaxOrderNotional}: {message}");
    }

    private void CheckOthers(in WireMessage message, int instrument, bool isBuy, long lots)
    {
        long now = World.Timeline.Now, leaves = 0;
        foreach (WireOrder order in _account.Orders.All)
        {
            // A process need not know what one before it sent and had no time to journal.
            if (order.Instrument != instrument || order.Process != _account.Process || order.Leaves == 0)
                continue;
            if (order.IsBuy == isBuy)
            {
                leaves += order.Leaves;
                continue;
            }

            bool works = order.IsLive
                && order.IsAnswered
                && (order.IsDay || (!order.IsAskedAbout && now - order.SentNanos < _overdueNanos));
            if (works && !order.IsAskedAbout)
                throw Broken("self-match", $"against order {order.Id} of {order.Leaves} lots: {message}");
        }

        if (_account.Ledger.IsUncertain[instrument] || _account.IsBeingSettled(World.Process, instrument))
            return;
        long position = _account.Ledger.Lots[instrument], sign = isBuy ? 1 : -1;
        if ((sign * position) + leaves + lots > _maxPositionLots)
        {
            throw Broken(
                "maxPositionLots",
                $"{position} lots, {leaves} open to this side, of at most {_maxPositionLots}: {message}");
        }
    }
}
