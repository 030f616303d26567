using HedgeFast.Core.Control;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Requests of operators about the session or a position. One without a name, or that does not apply, is
/// counted and refused.</summary>
/// <param name="positions">Settles positions in doubt.</param>
/// <param name="counters">Counts refused requests.</param>
public sealed class OperatorRequests(Reconciliation positions, LoopCounters counters)
{
    private bool _reconnects;

    /// <summary>Carries out a request, or notes it for the end of the batch.</summary>
    /// <param name="request">The request, with the operator's name.</param>
    /// <param name="sessionUp">Whether the session is up.</param>
    public void Apply(in ControlEvent request, bool sessionUp)
    {
        bool isDone = false;
        if (!request.Operator.IsEmpty && request.Kind == ControlKind.Reconnect)
        {
            isDone = !sessionUp;
            _reconnects |= isDone;
        }
        else if (!request.Operator.IsEmpty && request.Kind == ControlKind.SettlePosition)
        {
            isDone = positions.TrySettle(request.Instrument, request.Lots);
        }

        counters.RequestsRefused += isDone ? 0 : 1;
    }

    /// <summary>Consumes the request to reconnect: once, however many came within a batch.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TakeReconnect()
    {
        bool reconnects = _reconnects;
        _reconnects = false;
        return reconnects;
    }
}
