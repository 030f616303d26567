namespace HedgeFast.Config.Keys;

/// <summary>Reads pins of certificates from one text, separated by commas.</summary>
internal static class PinList
{
    private const int HexDigits = 64;

    /// <summary>The pins, in order.</summary>
    public static IReadOnlyList<string> Read(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a text has the form of a pin: SHA-256 in hexadecimal.</summary>
    public static bool IsPin(string pin) => pin.Length == HexDigits && pin.All(char.IsAsciiHexDigit);
}
