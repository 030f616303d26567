using System.Collections.Concurrent;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>An exchange in a few lines: keeps what is sent, and tells what a test has put in its queue.</summary>
internal sealed class ScriptedPort : IOrderPort
{
    public bool IsUp { get; set; } = true;

    public bool IsLoggedOut { get; private set; }

    public bool IsDisposed { get; private set; }

    public List<OrderIntent> Sent { get; } = [];

    public ConcurrentQueue<ExecutionEvent> Answers { get; } = new();

    /// <summary>Answers each instruction at once.</summary>
    public Action<OrderIntent>? OnSent { get; set; }

    /// <summary>The limits the stage gave, one a call.</summary>
    public List<int> Limits { get; } = [];

    public bool TrySend(in OrderIntent intent)
    {
        if (!IsUp)
            return false;
        Sent.Add(intent);
        OnSent?.Invoke(intent);
        return true;
    }

    public int DoWork(IExecutionSink sink, int limit)
    {
        Limits.Add(limit);
        int told = 0;
        for (; told < limit && Answers.TryDequeue(out ExecutionEvent answer); told++)
            sink.OnExecution(answer);
        return told;
    }

    public void RequestLogout() => IsLoggedOut = true;

    public void Dispose() => IsDisposed = true;
}
