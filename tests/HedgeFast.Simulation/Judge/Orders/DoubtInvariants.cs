using HedgeFast.Core.Book;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>What a report makes doubtful is doubted, and while a position is in doubt its underlying sends no order.
/// </summary>
internal sealed class DoubtInvariants : Invariants
{
    private readonly WireAccount _account;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly string[] _doubtful;
    private readonly bool[] _wasInDoubt;
    private bool _isAnyDoubtful;
    private long _raised;

    public DoubtInvariants(World world, WireAccount account)
        : base(world)
    {
        _account = account;
        _instruments = world.Plan.Settings.Instruments;
        _doubtful = new string[_instruments.Count];
        Array.Fill(_doubtful, "");
        _wasInDoubt = new bool[_instruments.Count];
    }

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process) => OnDeath();

    /// <inheritdoc/>
    public override void OnDeath()
    {
        Array.Fill(_doubtful, "");
        Array.Clear(_wasInDoubt);
        _isAnyDoubtful = false;
        _raised = 0;
    }

    /// <inheritdoc/>
    public override void OnSeen(in WireMessage message, LedgerOutcome outcome)
    {
        if (outcome == LedgerOutcome.NoTrade)
            return;
        WireOrder? order = _account.Orders.Of(message);
        int instrument = order?.Instrument ?? _account.Orders.InstrumentOf(message);
        string why = WhyDoubtful(message, outcome, order, instrument);
        if (why.Length == 0)
            return;
        _isAnyDoubtful = true;
        if (instrument >= 0)
            _doubtful[instrument] = $"{why}: {message}";
        else
            Array.Fill(_doubtful, $"{why}: {message}");
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        PositionDoubt doubt = process.Pipeline.Loop.Ledger.Doubt;
        if (_isAnyDoubtful && process.Pipeline.Rings.Execution.Depth == 0)
            Require(doubt);
        if (!_isAnyDoubtful)
            _raised = doubt.Raised;
        for (int i = 0; i < _wasInDoubt.Length; i++)
            _wasInDoubt[i] = doubt.Any && doubt.Of(i) != DoubtReasons.None;
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (!message.IsOrder || message.IsDuplicate || !_account.IsCurrent || World.Process is not { } process)
            return;
        int instrument = _account.Orders.InstrumentOf(message);
        if (instrument < 0)
            return;
        for (int i = 0; i < _wasInDoubt.Length; i++)
        {
            bool isInDoubt = _wasInDoubt[i] && process.Pipeline.Loop.Ledger.Doubt.Of(i) != DoubtReasons.None;
            if (isInDoubt && _instruments[i].Underlying == _instruments[instrument].Underlying)
                throw Broken("doubt", $"an order left while {_instruments[i].Symbol} is in doubt: {message}");
        }
    }

    private void Require(PositionDoubt doubt)
    {
        bool isRaised = doubt.Raised > _raised;
        for (int i = 0; i < _doubtful.Length; i++)
        {
            if (_doubtful[i].Length > 0 && !isRaised && doubt.Of(i) == DoubtReasons.None)
                throw Broken("no-doubt", $"{_instruments[i].Symbol} is not doubted after {_doubtful[i]}");
            _doubtful[i] = "";
        }

        _isAnyDoubtful = false;
    }

    private string WhyDoubtful(in WireMessage message, LedgerOutcome outcome, WireOrder? order, int instrument)
    {
        if (outcome == LedgerOutcome.ReusedId)
            return "an id used again for another quantity";
        if (outcome == LedgerOutcome.Unreadable)
            return order is not null || instrument >= 0 ? "an unreadable report" : "";
        if (outcome != LedgerOutcome.Fill)
            return "";
        if (order is null)
        {
            bool isForeign = message.ValueOf(11).IndexOf("sim-") < 0;
            return isForeign && World.Plan.Settings.Orders.ForeignFills == ForeignFills.Stop
                ? "a fill of a foreign order"
                : "";
        }

        // Of an order of a process before, this one may know nothing.
        if (order.Process != _account.Process)
            return "";
        if (order.FilledLots > order.OrderedLots)
            return "an overfill";
        return IsImpossible(message, order) ? "an impossible price" : "";
    }

    private bool IsImpossible(in WireMessage message, WireOrder order)
    {
        if (_account.Orders.TicksOf(message, 31, order.Instrument) is not { } ticks || ticks <= 0)
            return true;
        return (order.IsBuy ? ticks > order.WorstTicks : ticks < order.WorstTicks)
            || ticks < 0.3 * order.WorstTicks
            || ticks > 3.0 * order.WorstTicks;
    }
}
