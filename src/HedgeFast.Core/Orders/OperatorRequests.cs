using HedgeFast.Core.Control;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// What a person asks for about the session or a position. What does not apply, or bears no name, changes nothing and
/// is counted. Owned by the order desk.
/// </summary>
/// <param name="positions">Which positions are in doubt.</param>
/// <param name="counters">Counts.</param>
public sealed class OperatorRequests(Reconciliation positions, LoopCounters counters)
{
    private bool _reconnects;

    /// <summary>Takes a request.</summary>
    /// <param name="request">Who asks for what.</param>
    /// <param name="sessionUp">Whether the session is up.</param>
    public void Apply(in ControlEvent request, bool sessionUp)
    {
        bool holds = !request.Operator.IsEmpty && request.Kind switch
        {
            ControlKind.Reconnect => !sessionUp,
            ControlKind.SettlePosition => positions.TrySettle(request.Instrument, request.Lots),
            _ => false,
        };
        _reconnects |= holds && request.Kind == ControlKind.Reconnect;
        counters.RequestsRefused += holds ? 0 : 1;
    }

    /// <summary>Whether the session is to be tried again; once, however many ask for it within a batch.</summary>
    public bool TakeReconnect()
    {
        if (!_reconnects)
            return false;
        _reconnects = false;
        return true;
    }
}
