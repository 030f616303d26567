using System.Globalization;

namespace HedgeFast.Venue.Tape;

/// <summary>
/// A trading halt between two rows of the tape: no quotes, resting orders cancelled, new ones refused.
/// </summary>
/// <param name="Instrument">Dense index.</param>
/// <param name="FromRow">First halted row, from 0.</param>
/// <param name="ToRow">First row that is open again.</param>
/// <param name="Reinstates">Whether the orders that it cancelled are reinstated at its end.</param>
public readonly record struct TapeHalt(int Instrument, int FromRow, int ToRow, bool Reinstates = false)
{
    private const string ReinstateSuffix = ":reinstate";

    /// <summary>Reads a list such as <c>BTCUSD_PERP@5000-9000:reinstate</c>; an empty text has none.</summary>
    public static bool TryParse(string text, IReadOnlyList<string> symbols, out IReadOnlyList<TapeHalt> halts)
    {
        var found = new List<TapeHalt>();
        halts = found;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int at = part.LastIndexOf('@');
            bool reinstates = part.EndsWith(ReinstateSuffix, StringComparison.Ordinal);
            string[] rows = part[(at + 1)..^(reinstates ? ReinstateSuffix.Length : 0)].Split('-');
            int instrument = at < 0 ? -1 : symbols.ToList().IndexOf(part[..at]);
            if (instrument < 0 || rows.Length != 2)
                return false;
            if (!Row(rows[0], out int from) || !Row(rows[1], out int to) || from >= to)
                return false;
            found.Add(new TapeHalt(instrument, from, to, reinstates));
        }

        return true;
    }

    private static bool Row(string text, out int row) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out row);
}
