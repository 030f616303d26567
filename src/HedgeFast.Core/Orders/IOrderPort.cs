using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Carries orders to an exchange and execution events back. Used by the thread of the order stage alone.
/// </summary>
/// <remarks>Implemented by a FIX engine; the stage depends on no other part of it.</remarks>
public interface IOrderPort : IDisposable
{
    /// <summary>Whether the session is logged on and synchronised, so that a new order would be sent now.</summary>
    bool IsUp { get; }

    /// <summary>Writes an instruction to the wire at once.</summary>
    /// <remarks>
    /// <see cref="IntentKind.Reconnect"/> is carried out only where the session was refused for good.
    /// </remarks>
    /// <returns>False when the session is down or the socket is full: nothing of the instruction was sent.</returns>
    bool TrySend(in OrderIntent intent);

    /// <summary>
    /// Connects, reads, answers and keeps the session alive; passes at most <paramref name="limit"/> events to
    /// <paramref name="sink"/>.
    /// </summary>
    /// <remarks>Further events stay unread, so that none is ever dropped.</remarks>
    /// <returns>How much was done; 0 means idle.</returns>
    int DoWork(IExecutionSink sink, int limit);

    /// <summary>Asks for an orderly log-out; DoWork carries it out. Any thread.</summary>
    void RequestLogout();

    /// <summary>Whether the session has ended after <see cref="RequestLogout"/>. Any thread.</summary>
    bool IsLoggedOut { get; }
}

/// <summary>
/// Receives the execution events of an order port; the order stage publishes them on the execution ring.
/// </summary>
public interface IExecutionSink
{
    /// <summary>Receives one event.</summary>
    void OnExecution(in ExecutionEvent execution);
}
