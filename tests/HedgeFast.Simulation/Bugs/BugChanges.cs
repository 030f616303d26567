namespace HedgeFast.Simulation.Bugs;

/// <summary>Finds and replaces the lines of changes.</summary>
internal static class BugChanges
{
    /// <summary>Counts the places of a change's old lines in a text.</summary>
    public static int Places(string text, BugChange change)
    {
        int places = 0;
        for (int at = Next(text, change.Old, 0); at >= 0; at = Next(text, change.Old, at + 1))
            places++;
        return places;
    }

    /// <summary>Replaces the one place of a change's old lines.</summary>
    /// <exception cref="InvalidDataException">The old lines do not stand in the text exactly once.</exception>
    public static string Apply(string text, BugChange change)
    {
        int places = Places(text, change);
        if (places != 1)
            throw new InvalidDataException($"{change.File}: the old lines stand there {places} times instead of once");
        int at = Next(text, change.Old, 0);
        return string.Concat(text.AsSpan(0, at), change.New, text.AsSpan(at + change.Old.Length));
    }

    // Whole lines only: the beginning of a place is that of a line.
    private static int Next(string text, string old, int from)
    {
        int at = text.IndexOf(old, from, StringComparison.Ordinal);
        while (at > 0 && text[at - 1] != '\n')
            at = text.IndexOf(old, at + 1, StringComparison.Ordinal);
        return at;
    }
}
