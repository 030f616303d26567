using System.Globalization;
using System.Text;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>The file of the day's profit: one line with the begin of the day and the profit.</summary>
/// <remarks>
/// The begin is in UTC nanoseconds since 1970, the profit in quote currency. The file is replaced as a whole, so that a
/// process killed in the middle leaves the older one.
/// </remarks>
public static class DayProfitFile
{
    // A line of two numbers.
    private const int BytesMax = 256;

    /// <summary>Reads the file.</summary>
    /// <returns>The day and its profit; null where there is no file.</returns>
    /// <exception cref="InvalidDataException">The file holds something else; an unreadable loss must not count as
    /// no loss.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static (long DayStartNanos, double Profit)? Read(Disk disk, string path)
    {
        int error = disk.Control.Look(ControlCalls.PathOf(path), out FileLook look);
        if (error == ControlCalls.NoEntry)
            return null;
        if (error != 0)
            throw new IOException($"{path}: can't be looked at: {ControlCalls.Words(error)}");
        if (!look.IsRegular || look.Size > BytesMax)
        {
            throw new InvalidDataException(
                $"{path}: is no small file of ours but a link, a folder, a device or larger than {BytesMax} bytes; "
                + "remove it if the day's loss is to be forgotten");
        }

        string[] words = disk.ReadAllText(path, BytesMax).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words is [var day, var profit]
            && long.TryParse(day, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long nanos)
            && double.TryParse(profit, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? (nanos, value)
            : throw new InvalidDataException(
                $"{path}: expected the beginning of a day and its profit; remove the file if the day's loss is to be "
                + "forgotten");
    }

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(Disk disk, string path, long dayStartNanos, double profit)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{dayStartNanos} {profit:R}\n");
        disk.Replace(path, Encoding.ASCII.GetBytes(line));
    }
}
