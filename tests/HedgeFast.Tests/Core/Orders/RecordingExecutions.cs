using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>Keeps every execution event.</summary>
internal sealed class RecordingExecutions : IExecutionSink
{
    public List<ExecutionEvent> Events { get; } = [];

    public void OnExecution(in ExecutionEvent execution) => Events.Add(execution);
}
