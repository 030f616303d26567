namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Text that a spreadsheet would take for a formula: it is written with an apostrophe in front, which reading takes
/// off again. Numbers are never changed.
/// </summary>
public static class CsvCell
{
    private const char Mark = '\'';

    // The wide forms are read as formulas where the keyboard is Japanese or Chinese.
    private const string FormulaStarts = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The text as it is written: marked where it would be a formula, quoted where CSV needs it.</summary>
    public static string Write(string text)
    {
        string safe = IsFormula(text) ? Mark + text : text;
        bool isPlain = safe.AsSpan().IndexOfAny(",\"\r\n") < 0;
        return isPlain ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The text of a cell, its quotes removed already, without the mark.</summary>
    public static string Read(string cell) => cell.StartsWith(Mark) && IsFormula(cell) ? cell[1..] : cell;

    // Marks in front count as none, so that a text which begins with them comes back whole.
    private static bool IsFormula(string text) =>
        text.AsSpan().TrimStart(Mark) is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal);
}
