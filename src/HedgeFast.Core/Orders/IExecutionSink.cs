namespace HedgeFast.Core.Orders;

/// <summary>Takes the execution events of an order port; the order stage puts them on the execution ring.</summary>
public interface IExecutionSink
{
    /// <summary>Takes one event.</summary>
    void OnExecution(in ExecutionEvent execution);
}
