using HedgeFast.Core.Orders;
using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Wire;

/// <summary>No order leaves after a logon before the orders and positions of before it are accounted for.</summary>
internal sealed class RecoveryInvariants(World world, WireAccount account) : Invariants(world)
{
    private const long Never = long.MaxValue;

    private readonly OrderSettings _settings = world.Plan.Settings.Orders;
    private readonly List<WireOrder> _open = [];
    private int _link;
    private long _upNanos = Never;
    private long _clockUp;
    private readonly HashSet<string> _tests = [];
    private bool _isTestAnswered;
    private string _massId = "";
    private bool _isMassAnswered;
    private string _positionsId = "";
    private long _positionsNanos = Never;
    private long _answers;
    private bool _arePositionsAnswered;

    /// <inheritdoc/>
    public override void OnDeath()
    {
        _link = 0;
        _upNanos = Never;
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        bool isUp = account.Session.IsUp;
        if (isUp && _upNanos == Never && account.Session.Link == _link)
            Begin();
    }

    /// <inheritdoc/>
    public override void OnSeen(in WireMessage message, LedgerOutcome outcome)
    {
        switch (message.Type)
        {
            case "0" when _tests.Count > 0:
                _isTestAnswered |= _tests.Contains(message.Of(112));
                break;
            case "8" when _massId.Length > 0 && message.Is(584, _massId):
                _isMassAnswered |= message.Is(912, "Y") || message.Is(911, "0");
                break;
            case "AP" when _positionsId.Length > 0 && message.Is(710, _positionsId):
                _answers++;
                _arePositionsAnswered |= _answers >= message.Number(727);
                break;
            case "AO" when _positionsId.Length > 0 && message.Is(710, _positionsId):
                _arePositionsAnswered = true;
                break;
            case "j" or "3":
                _isMassAnswered |= message.Is(372, "AF") || !message.Has(372);
                _arePositionsAnswered |= message.Is(372, "AN") || !message.Has(372);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (message.Link != _link)
            End(message.Link);
        if (message.IsDuplicate)
            return;
        switch (message.Type)
        {
            case "A" when message.Is(141, "Y"):
                End(message.Link);
                break;
            case "1":
                _tests.Add(message.Of(112));
                break;
            case "AF":
                _massId = message.Of(584);
                _isMassAnswered = false;
                break;
            case "AN" when _positionsId.Length == 0:
                _positionsId = message.Of(710);
                _positionsNanos = World.Clock.GetTimestamp();
                break;
            case "D" or "G":
                Check(message);
                break;
        }
    }

    private void Check(in WireMessage message)
    {
        if (_upNanos == Never || _link != account.Session.Link)
            throw Broken("session", $"an order left before the exchange's logon was read: {message}");
        if (!_isTestAnswered && _tests.Count > 0)
            throw Broken("session", $"an order left before a test request was answered: {message}");
        if (!account.IsCurrent)
            return;
        long since = World.Clock.GetTimestamp() - _clockUp;
        long massNanos = Math.Min(_settings.CancelAfterNanos, _settings.RecoveryNanos);
        if (_settings.MassStatus && !_isMassAnswered && since < massNanos)
            throw Broken("recovery", $"an order left before the mass status was answered: {message}");
        bool mustAsk = _settings.ReconcilePositions && !_arePositionsAnswered;
        long asked = _positionsNanos == Never ? _clockUp : _positionsNanos;
        if (mustAsk && World.Clock.GetTimestamp() - asked < _settings.RecoveryNanos)
            throw Broken("recovery", $"an order left before the positions were answered: {message}");
        if (since >= _settings.RecoveryNanos)
            return;
        foreach (WireOrder order in _open)
        {
            if (order.IsLive && order.AnsweredNanos < _upNanos)
                throw Broken("recovery", $"an order left before {order.Id} was accounted for: {message}");
        }
    }

    private void Begin()
    {
        _upNanos = World.Timeline.Now;
        _clockUp = World.Clock.GetTimestamp();
        foreach (WireOrder order in account.Orders.All)
        {
            if (order.IsLive && order.Process == account.Process)
                _open.Add(order);
        }
    }

    private void End(int link)
    {
        _link = link;
        _upNanos = Never;
        _tests.Clear();
        _massId = _positionsId = "";
        _isTestAnswered = _isMassAnswered = _arePositionsAnswered = false;
        _positionsNanos = Never;
        _answers = 0;
        _open.Clear();
    }
}
