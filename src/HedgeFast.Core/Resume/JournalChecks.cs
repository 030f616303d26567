using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core.Resume;

/// <summary>
/// What a record of a journal may hold, beside its checksum: the length of its kind, indexes within settings and book,
/// words of the enumerations, sizes and prices that are believed. A checksum says that the bytes are those that were
/// written, and not who wrote them.
/// </summary>
/// <param name="settings">The settings that the journal was written with.</param>
/// <param name="options">Number of options in the book; the largest number where nobody looks.</param>
internal sealed class JournalChecks(HedgeSettings settings, int options = int.MaxValue)
{
    private const long Bound = QuoteGuard.Bound;

    // Of what is added up here from numbers within the bound.
    private const long SumBound = 1L << 62;
    private readonly int _instruments = settings.Instruments.Count;

    /// <summary>Bytes that a record of a kind has; 0 for a kind that this version does not know.</summary>
    public static int LengthOf(JournalKind kind) => kind switch
    {
        JournalKind.Header => Unsafe.SizeOf<JournalHeader>(),
        JournalKind.Market => Unsafe.SizeOf<MarketEvent>(),
        JournalKind.Execution => Unsafe.SizeOf<ExecutionEvent>(),
        JournalKind.Control => Unsafe.SizeOf<ControlEvent>(),
        JournalKind.BatchEnd or JournalKind.RunEnd => Unsafe.SizeOf<BatchEnd>(),
        JournalKind.Decision => Unsafe.SizeOf<HedgeDecision>(),
        JournalKind.Intent => Unsafe.SizeOf<OrderIntent>(),
        JournalKind.Refusal => Unsafe.SizeOf<Refusal>(),
        JournalKind.Preparation => Unsafe.SizeOf<SolverResult>(),
        JournalKind.CarriedPosition or JournalKind.Adoption => Unsafe.SizeOf<CarriedPosition>(),
        JournalKind.CarriedOrder => Unsafe.SizeOf<CarriedOrder>(),
        JournalKind.CarriedExecution => Unsafe.SizeOf<CarriedExecution>(),
        JournalKind.CarriedLimit => Unsafe.SizeOf<CarriedLimit>(),
        JournalKind.CarriedTotals => Unsafe.SizeOf<CarriedTotals>(),
        JournalKind.CarriedRun => Unsafe.SizeOf<CarriedRun>(),
        JournalKind.CarriedMark => Unsafe.SizeOf<CarriedMark>(),
        JournalKind.CarriedLimits => Unsafe.SizeOf<CarriedLimits>(),
        JournalKind.Gap => Unsafe.SizeOf<JournalGap>(),
        JournalKind.Doubt or JournalKind.CarriedDoubt => Unsafe.SizeOf<CarriedDoubt>(),
        JournalKind.ClosedOrder => Unsafe.SizeOf<ClosedOrder>(),
        JournalKind.Average or JournalKind.CarriedAverage => Unsafe.SizeOf<CarriedAverage>(),
        _ => 0,
    };

    /// <summary>What is wrong with a record; null when nothing is.</summary>
    public string? Fault(in JournalRecord record)
    {
        int length = LengthOf(record.Kind);
        if (length == 0)
            return $"a record of kind {(int)record.Kind}, which this version does not know";
        if (record.Length != length)
            return $"a {record.Kind} of {record.Length} bytes, which has {length}";
        return record.Kind switch
        {
            JournalKind.Market => Of(record.As<MarketEvent>()),
            JournalKind.Execution => Of(record.As<ExecutionEvent>()),
            JournalKind.Control => Of(record.As<ControlEvent>()),
            JournalKind.Intent => Of(record.As<OrderIntent>()),
            JournalKind.Refusal => Word(record.As<Refusal>().Reason),
            JournalKind.Preparation => Of(record.As<SolverResult>()),
            JournalKind.CarriedPosition or JournalKind.Adoption when record.As<CarriedPosition>() is var position =>
                Index(position.Instrument) ?? Sum("position", position.Lots),
            JournalKind.CarriedOrder => Of(record.As<CarriedOrder>().ToLive()),
            JournalKind.CarriedExecution => Of(record.As<CarriedExecution>().Fill),
            JournalKind.CarriedLimit when record.As<CarriedLimit>() is var limit =>
                limit.Key == LimitKey.None
                    ? "a limit without a key"
                    : Word(limit.Key) ?? Positive("limit", limit.Value),
            JournalKind.CarriedLimits => Of(record.As<CarriedLimits>()),
            JournalKind.Doubt or JournalKind.CarriedDoubt when record.As<CarriedDoubt>() is var doubt =>
                Index(doubt.Instrument) ?? Sum("position", doubt.OurLots) ?? Sum("position", doubt.OtherLots)
                ?? ((doubt.Reasons & ~AnyDoubt) != 0 ? $"doubt {(int)doubt.Reasons}" : null),
            JournalKind.ClosedOrder when record.As<ClosedOrder>() is var closed =>
                Number("order", closed.OrderId) ?? Sum("quantity", closed.SettledLots),
            JournalKind.Average or JournalKind.CarriedAverage => Of(record.As<CarriedAverage>()),
            JournalKind.CarriedTotals => Of(record.As<CarriedTotals>()),
            JournalKind.CarriedRun => Of(record.As<CarriedRun>()),
            JournalKind.CarriedMark when record.As<CarriedMark>() is var mark =>
                Index(mark.Instrument) ?? Finite("mark", mark.Mid) ?? Time(mark.ExchangeNanos),
            _ => null,
        };
    }

    private string? Of(in MarketEvent market) =>
        Word(market.Kind) ?? Word(market.Fault) ?? Time(market.ReceiveNanos)
        ?? (
            market.Kind is MarketEventKind.Quote or MarketEventKind.Trade
                ? Index(market.Instrument)
                : IndexOrNone(market.Instrument))
        ?? (market.Kind == MarketEventKind.Quote ? Time(market.ExchangeNanos) : null)
        ?? Size("bid", market.BidTicks)
        ?? Size("ask", market.AskTicks)
        ?? Size("bid size", market.BidLots)
        ?? Size("ask size", market.AskLots)
        ?? (market.Conflated < 0 ? $"{market.Conflated} quotes replaced" : null);

    private string? Of(in ExecutionEvent execution)
    {
        bool isTrade = execution.Kind is ExecutionKind.Fill or ExecutionKind.Bust or ExecutionKind.Correction;
        return Word(execution.Kind) ?? IndexOrNone(execution.Instrument) ?? WordOrNone(execution.Side)
            ?? Time(execution.ReceiveNanos)
            ?? Number("order", execution.OrderId)
            ?? Number("request", execution.RequestId)
            ?? Number("message", execution.SessionSequence)
            ?? Size("price", execution.LastTicks) ?? Size("last quantity", execution.LastLots)
            ?? Size("filled quantity", execution.CumLots) ?? Size("open quantity", execution.LeavesLots)
            ?? (isTrade && execution.LastLots < 0 ? $"a trade of {execution.LastLots} lots" : null);
    }

    // What a person asked for is judged by the loop again, which refuses what can't be.
    private string? Of(in ControlEvent control) =>
        Word(control.Kind)
            ?? Time(control.ReceiveNanos)
            ?? (control.Kind == ControlKind.SettlePosition ? IndexOrNone(control.Instrument) : null);

    private string? Of(in OrderIntent intent)
    {
        if (Word(intent.Kind) is { } fault)
            return fault;
        bool isOrder = intent.Kind is IntentKind.New or IntentKind.Replace;
        return isOrder
            ? Index(intent.Instrument)
                ?? Word(intent.Side)
                ?? Word(intent.TimeInForce)
                ?? Quantity(intent.Lots)
                ?? Size("limit price", intent.LimitTicks)
                ?? Finite("mid", intent.ArrivalMid)
                ?? (intent.OrderId > 0 ? null : $"an order of number {intent.OrderId}")
            : Number("order", intent.OrderId) ?? Number("request", intent.RequestId);
    }

    private string? Of(in SolverResult preparation) =>
        Word(preparation.Kind)
        ?? (
            preparation.Underlying < settings.Underlyings.Count
                ? null
                : $"underlying {preparation.Underlying}, of {settings.Underlyings.Count}")
        ?? (preparation.Kind == SolverResultKind.Window || (preparation.Option >= 0 && preparation.Option < options)
            ? null : $"option {preparation.Option}, of {options}")
        ?? (preparation.Kind == SolverResultKind.Volatility ? OfVolatility(preparation.Numbers) : null);

    // Behind the volatility: what is known of the delta without one, zeros where there is nothing.
    private static string? OfVolatility(ReadOnlySpan<double> numbers) =>
        numbers[1] == 0 ? null
        : Positive("stand-in volatility", numbers[1])
            ?? (numbers[2] >= 0 && double.IsFinite(numbers[2]) ? null : $"a delta within {numbers[2]}")
            ?? (numbers[3] <= numbers[4] ? null : $"a delta for prices from {numbers[3]} to {numbers[4]}")
            ?? (numbers[5] is >= 0 and < long.MaxValue ? null : $"a time of {numbers[5]} ns");

    private string? Of(in LiveOrder order) =>
        Index(order.Instrument)
            ?? Word(order.Side)
            ?? Word(order.TimeInForce)
            ?? Number("order", order.OrderId)
            ?? Number("replace", order.ReplaceId)
            ?? Number("replace", order.AcceptedId)
        ?? (order.Lots > 0 ? Sum("quantity", order.Lots) : $"an order of {order.Lots} lots")
        ?? Sum("filled quantity", order.CumLots)
        ?? Size("limit price", order.LimitTicks)
        ?? Size("limit price", order.ReplaceTicks)
        ?? Sum("quantity", order.ReplaceLots)
        ?? Sum("final quantity", order.FinalCumLots)
        ?? Finite("mid", order.ArrivalMid);

    private string? Of(in AppliedFill fill) =>
        Index(fill.Instrument)
            ?? Size("quantity", fill.SignedLots)
            ?? Size("price", fill.Ticks)
            ?? Finite("mid", fill.ArrivalMid)
            ?? Finite("touch", fill.ArrivalTouch);

    private string? Of(in CarriedLimits limits) =>
        (limits.ByHand & ~AnyKey) != 0 ? $"changed limits {limits.ByHand:x}"
        : limits.MaxOrderLots < 1 || limits.MaxOrderLots > limits.MaxPositionLots
            ? $"limits of {limits.MaxOrderLots} lots an order and {limits.MaxPositionLots} in all"
        : Positive("maxOrderNotional", limits.MaxOrderNotional) ?? Positive("collarFraction", limits.CollarFraction)
            ?? Positive("maxDayCost", limits.MaxDayCost) ?? Positive("maxDayLoss", limits.MaxDayLoss);

    private static string? Of(in CarriedTotals totals) =>
        Word(totals.Latch) ?? ((totals.Latches & ~LimitLatches.All) != 0 ? $"latches {(int)totals.Latches}" : null)
        ?? Number("message", totals.SessionSequence)
        ?? Finite("cost", totals.DayCost)
        ?? Finite("profit", totals.DayProfit);

    private string? Of(in CarriedRun run) =>
        Index(run.Instrument)
            ?? Size("quantity", run.Lots)
            ?? Size("limit price", run.LimitTicks)
            ?? (run.Count > 0 ? null : $"{run.Count} orders in a row");

    private string? Of(in CarriedAverage average)
    {
        long start = average.ExpiryNanos - average.AveragingNanos;
        bool isOutside = average.FromNanos <= start || average.FromNanos >= average.ExpiryNanos;
        int underlyings = settings.Underlyings.Count;
        if (average.Underlying < 0 || average.Underlying >= underlyings)
            return $"underlying {average.Underlying}, of {underlyings}";
        if (average.AveragingNanos <= 0 || average.AveragingNanos > average.ExpiryNanos)
            return $"a window of {average.AveragingNanos} ns";
        if (average.State == AverageState.Running && isOutside)
            return $"an average up to {average.FromNanos} ns, outside its window";
        return average.Unseen < 0
            ? $"a gap of {average.Unseen}"
            : Word(average.State) ?? Time(average.FromNanos)
                ?? Finite("sum", average.Sum) ?? Finite("price", average.Price) ?? Finite("gap", average.Unseen);
    }

    private string? Index(int instrument) =>
        instrument >= 0 && instrument < _instruments ? null : $"instrument {instrument}, of {_instruments}";

    private string? IndexOrNone(int instrument) => instrument == -1 ? null : Index(instrument);

    private static string? Word<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value) ? null : $"{typeof(T).Name} {value:d}, which is none";

    private static string? WordOrNone(Side side) => side == 0 ? null : Word(side);

    private static string? Size(string what, long value) =>
        value is >= -Bound and <= Bound ? null : $"a {what} of {value}";

    private static string? Sum(string what, long value) =>
        value is >= -SumBound and <= SumBound ? null : $"a {what} of {value}";

    private static string? Quantity(long lots) => lots is > 0 and <= Bound ? null : $"an order of {lots} lots";

    private static string? Number(string what, long value) => value >= 0 ? null : $"{what} number {value}";

    private static string? Time(long nanos) => nanos >= 0 ? null : $"a time of {nanos} ns";

    private static string? Finite(string what, double value) => double.IsFinite(value) ? null : $"a {what} of {value}";

    private static string? Positive(string what, double value) =>
        value > 0 && double.IsFinite(value) ? null : $"a {what} of {value}";

    private const DoubtReasons AnyDoubt =
        DoubtReasons.UnknownOrder | DoubtReasons.Overfill | DoubtReasons.FillPrice | DoubtReasons.PositionLimit
        | DoubtReasons.Differs | DoubtReasons.ReusedId | DoubtReasons.Unreadable | DoubtReasons.MissingFills;

    private const long AnyKey = (1L << ((int)LimitKey.MaxDayLoss + 1)) - 2;
}
