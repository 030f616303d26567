namespace HedgeFast.Core.Book.Files;

/// <summary>The largest CSV input that is read; what is larger is refused before it takes memory.</summary>
public static class CsvLimits
{
    /// <summary>Most bytes of a file, and most characters of a text.</summary>
    public const long BytesMax = 256 << 20;

    /// <summary>Most characters of a line.</summary>
    public const int LineMax = 4_096;
}
