namespace HedgeFast.Simulation.Coverage;

/// <summary>States that no world reaches, each with its reason.</summary>
internal static class OutOfReach
{
    private const string Hours = "sessions are open around the clock";
    private const string Agreement = "only an agreement of both sides on their numbers ends it";
    private const string Average = "no option settles on an average";
    private const string American = "no option is American";
    private const string Sized = "the desk sizes and prices orders within this limit before they are checked";

    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["machine: FlippedBit"] = "a start refuses it until an operator moves the file away; tests flip every bit",
        ["session end, engine: OutOfHours"] = Hours,
        ["session end, exchange: OutOfHours"] = Hours,
        ["session end, engine: SequenceTooHigh"] = Agreement,
        ["session end, exchange: SequenceTooHigh"] = Agreement,
        ["control: GiveAverage"] = Average,
        ["record: Average"] = Average,
        ["record: CarriedAverage"] = Average,
        ["alert: average-unknown"] = Average,
        ["record: Preparation"] = American,
        ["alert: unprepared"] = American,
        ["record: CarriedLimit"] = "journals have it until version 2",
        ["refusal: OrderQuantity"] = Sized,
        ["refusal: Notional"] = Sized,
        ["refusal: Overshoot"] = Sized,
        ["refusal: NoReference"] = "orders are made from the quote that they are checked against",
        ["refusal: NoMark"] = "the watch marks the book whenever the engine has a turn",
        ["quote: NeverQuoted"] = "it is the state before the first quote, and not counted",
        ["alert: volatility-missing"] = "volatilities come from the book's file and do not age",
        ["alert: forward-missing"] = "forwards come from the hedge instrument alone",
        ["alert: contradicted"] = "it would be a fault of the valuation",
        ["alert: engine-failed"] = "the judge fails the seed at the exception itself",
        ["alert: thread-stuck"] = "a world has one thread",
        ["alert: sink-failed"] = "alerts are written to memory",
    };
}
