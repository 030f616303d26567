using System.Buffers.Text;
using System.Text;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// Writes and reads unique client order ids of instance, process epoch and number, such as <c>demo-lzk3w9a4-17</c>.
/// </summary>
/// <remarks>Ids of another instance or epoch are recognised as foreign.</remarks>
public sealed class ClOrdIds
{
    /// <summary>Longest id, bytes.</summary>
    public const int MaxBytes = 48;

    private readonly byte[] _prefix;
    private readonly int _instanceBytes;

    /// <summary>Makes the ids of one process.</summary>
    /// <param name="instance">Name of the engine: letters, digits and '-', 1 to 12 characters.</param>
    /// <param name="epochMillis">Start of the process, UTC milliseconds since 1970; a later process must have a later
    /// one.</param>
    /// <exception cref="ArgumentException">The instance name has other characters or length: it would not survive the
    /// wire.</exception>
    public ClOrdIds(string instance, long epochMillis)
    {
        if (instance.Length is < 1 or > 12 || instance.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
        {
            throw new ArgumentException(
                $"instance name '{instance}': letters, digits and '-', 1 to 12 characters", nameof(instance));
        }

        _instanceBytes = instance.Length + 1;
        _prefix = Encoding.ASCII.GetBytes($"{instance}-{Base36(epochMillis)}-");
    }

    /// <summary>Writes the id of a number.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int Format(long number, Span<byte> destination)
    {
        _prefix.CopyTo(destination);
        Utf8Formatter.TryFormat(number, destination[_prefix.Length..], out int digits);
        return _prefix.Length + digits;
    }

    /// <summary>Writes the id of a request about an order of another process.</summary>
    /// <remarks>The answer to such a request is then never read as one about an order of ours.</remarks>
    /// <param name="number">From 1.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int FormatForeign(long number, Span<byte> destination)
    {
        _prefix.CopyTo(destination);
        destination[_prefix.Length] = (byte)'f';
        Utf8Formatter.TryFormat(number, destination[(_prefix.Length + 1)..], out int digits);
        return _prefix.Length + 1 + digits;
    }

    /// <summary>Reads the number of an id back; 0 when the id is not of this process.</summary>
    public long Parse(ReadOnlySpan<byte> id)
    {
        if (!id.StartsWith(_prefix))
            return 0;
        ReadOnlySpan<byte> digits = id[_prefix.Length..];
        return Utf8Parser.TryParse(digits, out long number, out int used) && used == digits.Length && number > 0
            ? number
            : 0;
    }

    /// <summary>Whether an id is one of this engine, of this process or of one before it.</summary>
    public bool IsOfInstance(ReadOnlySpan<byte> id)
    {
        if (!id.StartsWith(_prefix.AsSpan(0, _instanceBytes)))
            return false;
        ReadOnlySpan<byte> rest = id[_instanceBytes..];
        int dash = rest.IndexOf((byte)'-');
        if (dash <= 0 || rest[..dash].IndexOfAnyExcept("0123456789abcdefghijklmnopqrstuvwxyz"u8) >= 0)
            return false;
        ReadOnlySpan<byte> number = rest[(dash + 1)..];
        return number.Length > 0 && number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static string Base36(long value)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = new StringBuilder();
        for (; value > 0; value /= 36)
            text.Insert(0, Digits[(int)(value % 36)]);
        return text.ToString();
    }
}
