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
    /// Loss of a day on <see cref="LossBasis"/> that stops trading until a named person re-arms, quote currency.
    /// Positive.
    /// </summary>
    /// <remarks>Marked to market. <see cref="NoLossLimit"/> is as good as none.</remarks>
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

    /// <summary>Basis of <see cref="MaxDayLoss"/>: the whole book, or the hedge alone.</summary>
    public LossBasis LossBasis { get; init; }

    /// <summary>Time zone whose midnight begins a day, by its IANA name.</summary>
    public string DayTimeZone { get; init; } = "UTC";

    /// <summary>Where the day's profit is kept for the next process of the same day; null forgets it.</summary>
    public string? DayFile { get; init; }

    /// <summary>Time within which an order of the same side, quantity and price is a duplicate, nanoseconds.</summary>
    /// <remarks>0 refuses only orders of the same cause as duplicates.</remarks>
    public long DuplicateNanos { get; init; }

    /// <summary>
    /// Lots by which the orders open together may exceed the need; 1 allows for rounding to whole lots. At most
    /// <see cref="MaxOrderLots"/>.
    /// </summary>
    public long OvershootLots { get; init; } = 1;

    /// <summary>Largest multiple of its configured value to which an operator may set a limit. 1 or more.</summary>
    /// <remarks>With 1 an operator can only tighten limits and restore them.</remarks>
    public double OperatorFactor { get; init; } = 1;

    /// <summary>File that switches the kill switch on when present, touched or unreadable; null for none.</summary>
    /// <remarks>The kill outlives the process.</remarks>
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

/// <summary>Bases on which the loss of a day is counted.</summary>
public enum LossBasis : byte
{
    /// <summary>
    /// Hedge and options marked to market, with fees and execution costs: the loss if all were closed at the mid.
    /// </summary>
    /// <remarks>Realised and unrealised profit of the hedge, and the change of the options' model value.</remarks>
    Book = 0,

    /// <summary>Realised and unrealised profit of the hedge alone, with fees and execution costs.</summary>
    /// <remarks>
    /// A working hedge loses whenever the options gain, so that this trips in a strong market although nothing is
    /// wrong.
    /// </remarks>
    Hedge = 1,
}
