namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Reads the surface file, documented in this folder's README. A file is accepted whole or refused with everything that
/// is wrong in it.
/// </summary>
public static class SurfaceCsv
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["underlying", "expiry", "time", "forward", "strike", "iv", "svi_a", "svi_b", "svi_rho", "svi_m", "svi_sigma"];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="expiryTime">UTC time of day at which an underlying's options expire, for expiries that are bare
    /// dates.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<SurfaceRow> Read(
        Stream stream, string name, Func<string, TimeOnly?>? expiryTime = null) =>
        CsvFile.Read(stream, name, Columns, "surface row", new SurfaceRowParser(expiryTime));
}
