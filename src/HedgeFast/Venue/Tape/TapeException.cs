namespace HedgeFast.Venue.Tape;

/// <summary>A tape that cannot be used; the message names file, line, column, value and reason where known.</summary>
public sealed class TapeException : Exception
{
    /// <summary>An error of the file as a whole.</summary>
    public TapeException(string path, string reason, Exception? inner = null)
        : base($"tape '{path}': {reason}", inner)
    {
    }

    /// <summary>An error of one line.</summary>
    public TapeException(string path, int line, string reason)
        : base($"tape '{path}', line {line}: {reason}") => Line = line;

    /// <summary>An error of one value.</summary>
    public TapeException(string path, int line, string column, string value, string reason)
        : base($"tape '{path}', line {line}, column {column}, value '{value}': {reason}")
    {
        Line = line;
        Column = column;
    }

    /// <summary>Line of the file, from 1; 0 for an error of the whole file.</summary>
    public int Line { get; }

    /// <summary>Name of the column; null without one.</summary>
    public string? Column { get; }
}
