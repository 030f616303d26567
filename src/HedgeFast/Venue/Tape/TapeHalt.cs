using System.Globalization;

namespace HedgeFast.Venue.Tape;

/// <summary>A trading halt at chosen rows of the tape: orders are refused, resting ones cancelled, nothing is quoted, and the feed says so.</summary>
/// <param name="Instrument">Dense index.</param>
/// <param name="FromRow">First row at which it is halted, from 0.</param>
/// <param name="ToRow">Row at which it is open again.</param>
/// <param name="Reinstates">Whether the orders that it cancelled come back at its end.</param>
public readonly record struct TapeHalt(int Instrument, int FromRow, int ToRow, bool Reinstates = false)
{
    private const string ReinstateSuffix = ":reinstate";

    /// <summary>Reads a list such as <c>BTCUSD_PERP@5000-9000,BTCUSD_PERP@9500-9600:reinstate</c>; empty is none.</summary>
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
            if (instrument < 0 || rows.Length != 2 || !Row(rows[0], out int from) || !Row(rows[1], out int to) || from >= to)
                return false;
            found.Add(new TapeHalt(instrument, from, to, reinstates));
        }

        return true;
    }

    private static bool Row(string text, out int row) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out row);
}
