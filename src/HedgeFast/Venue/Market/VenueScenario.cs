namespace HedgeFast.Venue.Market;

/// <summary>A fault that befalls every n-th order.</summary>
/// <param name="Kind">The fault.</param>
/// <param name="Every">It befalls the orders whose number, from 1, is a multiple of this; positive.</param>
public readonly record struct VenueScenario(VenueScenarioKind Kind, int Every)
{
    /// <summary>The scenarios, by their words in the configuration.</summary>
    public static readonly IReadOnlyList<(string Word, VenueScenarioKind Kind)> Words =
    [
        ("no-answer", VenueScenarioKind.NoAnswer),
        ("fill-before-ack", VenueScenarioKind.FillBeforeAck),
        ("late-fill", VenueScenarioKind.LateFill),
        ("duplicate-execution", VenueScenarioKind.DuplicateExecution),
        ("overfill", VenueScenarioKind.Overfill),
        ("bust", VenueScenarioKind.Bust),
        ("cancel-unasked", VenueScenarioKind.CancelUnasked),
        ("correct", VenueScenarioKind.Correct),
        ("done-for-day", VenueScenarioKind.DoneForDay),
        ("restate", VenueScenarioKind.Restate),
        ("reinstate", VenueScenarioKind.Reinstate),
        ("enlarge", VenueScenarioKind.Enlarge),
        ("pending", VenueScenarioKind.Pending),
        ("foreign-fill", VenueScenarioKind.ForeignFill),
    ];

    /// <summary>Reads a list such as <c>bust%7,late-fill%3</c>; an empty text has none.</summary>
    public static bool TryParse(string text, out IReadOnlyList<VenueScenario> scenarios)
    {
        var found = new List<VenueScenario>();
        scenarios = found;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] halves = part.Split('%');
            VenueScenarioKind kind = Words.FirstOrDefault(word => word.Word == halves[0]).Kind;
            bool isKnown = halves.Length == 2 && kind != VenueScenarioKind.None;
            if (!isKnown || !int.TryParse(halves[1], out int every) || every < 1)
                return false;
            found.Add(new VenueScenario(kind, every));
        }

        return true;
    }
}
