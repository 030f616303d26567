using System.Globalization;

namespace HedgeFast.Venue;

/// <summary>A halt of trading in the tape's instrument.</summary>
/// <param name="Row">Row of the tape before which it begins, 0-based.</param>
/// <param name="Rows">Rows of the tape that pass unseen meanwhile; positive.</param>
/// <param name="Reinstates">Whether the orders it cancelled come back at its end.</param>
public readonly record struct VenueHalt(int Row, int Rows, bool Reinstates)
{
    /// <summary>Whether the row after the halt is this one: the market is open again.</summary>
    public bool EndsAt(int row) => row == Row + Rows;

    /// <summary>Reads a list such as <c>1000+200,5000+50:reinstate</c>; empty is none.</summary>
    public static bool TryParse(string text, out IReadOnlyList<VenueHalt> halts)
    {
        var found = new List<VenueHalt>();
        halts = found;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] halves = part.Split(':');
            string[] rows = halves[0].Split('+');
            if (halves.Length > 2 || (halves.Length == 2 && halves[1] != "reinstate") || rows.Length != 2) return false;
            if (!int.TryParse(rows[0], NumberStyles.None, CultureInfo.InvariantCulture, out int row)) return false;
            if (!int.TryParse(rows[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1 || row > int.MaxValue - count) return false;
            if (found.Count > 0 && found[^1].Row + found[^1].Rows >= row) return false;
            found.Add(new VenueHalt(row, count, halves.Length == 2));
        }

        return true;
    }
}
