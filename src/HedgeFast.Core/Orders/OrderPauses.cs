using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Pauses an instrument after rejects, and on a quote that did not fill an order whole. Owned by the loop.
/// </summary>
/// <param name="pauseNanos">First pause after a reject, nanoseconds; positive. Doubled at each further reject in a row,
/// up to 64 times.</param>
/// <param name="instruments">Number of instruments.</param>
public sealed class OrderPauses(long pauseNanos, int instruments)
{
    private readonly Pause[] _pauses = new Pause[instruments];

    /// <summary>Whether rejects allow an order in an instrument.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public bool IsOver(int instrument, long nowNanos) => nowNanos >= _pauses[instrument].RejectedUntilNanos;

    /// <summary>
    /// Whether the latest quote may be traded: no order within the pause failed to fill on that quote.
    /// </summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public bool IsQuoteFresh(int instrument, long nowNanos) => nowNanos >= _pauses[instrument].SpentUntilNanos;

    /// <summary>
    /// Notes a new quote of an instrument, which ends a pause for an order unfilled at the quote before.
    /// </summary>
    public void OnQuote(int instrument) => _pauses[instrument].SpentUntilNanos = long.MinValue;

    /// <summary>Notes the answer of the exchange to an order.</summary>
    /// <param name="execution">The event.</param>
    /// <param name="update">What it changed, with a known instrument.</param>
    public void Apply(in ExecutionEvent execution, in OrderUpdate update)
    {
        ref Pause pause = ref _pauses[update.Instrument];
        switch (execution.Kind)
        {
            case ExecutionKind.New or ExecutionKind.Fill:
                pause.RejectsInARow = 0;
                break;

            case ExecutionKind.Rejected or ExecutionKind.NotSent:
                pause.RejectedUntilNanos =
                    execution.ReceiveNanos + OrderSettings.Doubled(pauseNanos, pause.RejectsInARow);
                pause.RejectsInARow++;
                break;

            case ExecutionKind.Canceled when !update.CancelWasRequested:
                pause.SpentUntilNanos = execution.ReceiveNanos + pauseNanos;
                break;
        }
    }

    /// <summary>Adds everything that later orders depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        foreach (ref Pause pause in _pauses.AsSpan())
        {
            digest.Add(pause.RejectedUntilNanos);
            digest.Add(pause.RejectsInARow);
            digest.Add(pause.SpentUntilNanos);
        }
    }

    private struct Pause
    {
        public long RejectedUntilNanos;
        public int RejectsInARow;

        // An order that ended without filling whole has shown that the quote is gone. Another order on it would meet
        // the same, as quickly as answers come.
        public long SpentUntilNanos;
    }
}
