namespace HedgeFast.Config.Keys;

/// <summary>Finds the known word nearest to a mistyped one.</summary>
internal static class NearestWord
{
    /// <summary>The nearest known word by edits; null when none is near.</summary>
    /// <remarks>Near is at most two edits, or a third of the longer word.</remarks>
    public static string? Find(string word, IEnumerable<string> known)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in known)
        {
            int distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        if (best is null)
            return null;
        int longer = Math.Max(word.Length, best.Length);
        return bestDistance <= Math.Max(2, longer / 3) && bestDistance < longer ? best : null;
    }

    /// <summary>Damerau-Levenshtein distance in its restricted form.</summary>
    /// <remarks>Insertions, deletions, substitutions and swaps of neighbours are one edit each.</remarks>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int edits = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits = Math.Min(edits, d[i - 2, j - 2] + 1);
                d[i, j] = edits;
            }
        }

        return d[a.Length, b.Length];
    }
}
