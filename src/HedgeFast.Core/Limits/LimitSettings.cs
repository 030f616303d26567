namespace HedgeFast.Core.Limits;

/// <summary>Pre-trade limits. Every key has a value: nothing is unlimited.</summary>
public sealed record LimitSettings
{
    /// <summary>Largest quantity of one order, lots. Positive.</summary>
    public required long MaxOrderLots { get; init; }

    /// <summary>
    /// Largest absolute position of one instrument including everything that may still fill, lots. Positive.
    /// </summary>
    public required long MaxPositionLots { get; init; }

    /// <summary>Most new orders in any one second. Positive.</summary>
    public required int OrdersPerSecond { get; init; }

    /// <summary>No order on a quote older than this, nanoseconds. Positive.</summary>
    public required long StaleNanos { get; init; }

    /// <summary>An order's limit price may differ from the mid by at most this fraction. Positive.</summary>
    public required double CollarFraction { get; init; }

    /// <summary>Or by this many ticks, whichever is more. Not negative.</summary>
    public long CollarTicks { get; init; }

    /// <summary>Largest notional of one order, quote currency. Positive.</summary>
    public double MaxOrderNotional { get; init; } = NoMoneyLimit;

    /// <summary>
    /// Most messages (orders, cancels, questions) in any one second; less than the exchange allows. Cancels and
    /// questions count and are never held back. Positive.
    /// </summary>
    public int MessagesPerSecond { get; init; } = 10_000;

    /// <summary>
    /// Orders to the same side of an instrument within <see cref="RepeatWindowNanos"/> after which trading stops until
    /// a named person re-arms it. Positive.
    /// </summary>
    public int MaxRepeats { get; init; } = NoRepeatLimit;

    /// <summary>See <see cref="MaxRepeats"/>; nanoseconds. Positive.</summary>
    public long RepeatWindowNanos { get; init; } = 60_000_000_000;

    /// <summary>
    /// Spread and fees paid in a day after which trading stops until a named person re-arms it, quote currency.
    /// Positive.
    /// </summary>
    public double MaxDayCost { get; init; } = NoMoneyLimit;

    /// <summary>
    /// Loss of a day, marked to market on <see cref="LossBasis"/>, after which trading stops until a named person
    /// re-arms it, quote currency. Positive; <see cref="NoLossLimit"/> is as good as none.
    /// </summary>
    public double MaxDayLoss { get; init; } = NoLossLimit;

    /// <summary>Money in place of no limit, beyond any book.</summary>
    public const double NoMoneyLimit = 1e12;

    /// <summary>Orders in place of no limit, beyond any window.</summary>
    public const int NoRepeatLimit = 1_000_000;

    /// <summary>A loss in place of no limit, beyond any book.</summary>
    public const double NoLossLimit = 1e12;

    /// <summary>
    /// Whether orders leave, with an alert, while a book whose loss is limited is not valued. True where the limit was
    /// derived.
    /// </summary>
    public bool TradesUnvalued { get; init; }

    /// <summary>What <see cref="MaxDayLoss"/> counts.</summary>
    public LossBasis LossBasis { get; init; }

    /// <summary>Time zone whose midnight begins a day, by its IANA name.</summary>
    public string DayTimeZone { get; init; } = "UTC";

    /// <summary>Where the day's profit is kept for the next process of the same day; null forgets it.</summary>
    public string? DayFile { get; init; }

    /// <summary>
    /// The same side, quantity and price on an instrument within this time is a duplicate, nanoseconds; 0 takes only
    /// orders of the same cause for duplicates.
    /// </summary>
    public long DuplicateNanos { get; init; }

    /// <summary>
    /// Lots by which the orders open together may exceed the need; 1 allows for rounding to whole lots. At most
    /// <see cref="MaxOrderLots"/>.
    /// </summary>
    public long OvershootLots { get; init; } = 1;

    /// <summary>
    /// An operator may set a limit to at most its configured value times this; 1 lets it be tightened and brought back
    /// only. 1 or more.
    /// </summary>
    public double OperatorFactor { get; init; } = 1;

    /// <summary>
    /// A file that kills when it is there, touched or can't be looked at, and keeps a kill beyond the process; null
    /// looks at no file.
    /// </summary>
    public string? KillFile { get; init; }

    /// <summary>File with requests of operators to the running engine; null reads no file.</summary>
    public string? OperatorFile { get; init; }

    /// <summary>
    /// Whether the limits that may be changed while the engine runs are positive, finite and within one another.
    /// </summary>
    internal bool Hold =>
        MaxOrderLots >= 1 && MaxOrderLots <= MaxPositionLots && OvershootLots <= MaxOrderLots && CollarTicks >= 0
        && IsPositive(MaxOrderNotional)
        && IsPositive(CollarFraction)
        && IsPositive(MaxDayCost)
        && IsPositive(MaxDayLoss);

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);
}

/// <summary>What a day's loss is counted on.</summary>
public enum LossBasis : byte
{
    /// <summary>
    /// Everything, marked to market: realised and unrealised profit of the hedge, its fees and execution costs, and the
    /// change of the options' model value. The loss that a desk would have if all were closed at the mid.
    /// </summary>
    Book = 0,

    /// <summary>
    /// The hedge alone, realised and unrealised, with fees and execution costs. A working hedge loses whenever the
    /// options gain, so that this trips in a strong market although nothing is wrong.
    /// </summary>
    Hedge = 1,
}
