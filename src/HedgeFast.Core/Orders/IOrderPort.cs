using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders;

/// <summary>
/// The way out to an exchange. One thread owns it: the one that runs the order stage. A FIX engine stands behind it;
/// another one can.
/// </summary>
public interface IOrderPort : IDisposable
{
    /// <summary>Whether the session is logged on and synchronised, so that a new order would be sent now.</summary>
    bool IsUp { get; }

    /// <summary>
    /// Writes the instruction to the wire at once. False when the session is down or the socket is full: the
    /// instruction has then left no trace. <see cref="IntentKind.Reconnect"/> is carried out where the session was
    /// refused for good, and false elsewhere.
    /// </summary>
    bool TrySend(in OrderIntent intent);

    /// <summary>
    /// Does the port's own work: connects, reads, answers, keeps the session alive. Passes at most
    /// <paramref name="limit"/> execution events to <paramref name="sink"/> and leaves the rest unread, so that none is
    /// ever dropped.
    /// </summary>
    /// <returns>How much was done; 0 means idle.</returns>
    int DoWork(IExecutionSink sink, int limit);

    /// <summary>Asks for an orderly log-out; DoWork carries it out. Any thread.</summary>
    void RequestLogout();

    /// <summary>Whether the session has ended after <see cref="RequestLogout"/>. Any thread.</summary>
    bool IsLoggedOut { get; }
}

/// <summary>Takes the execution events of an order port; the order stage puts them on the execution ring.</summary>
public interface IExecutionSink
{
    /// <summary>Takes one event.</summary>
    void OnExecution(in ExecutionEvent execution);
}
