namespace HedgeFast.Config;

/// <summary>Pins of certificates as one text, separated by commas.</summary>
internal static class PinList
{
    private const int HexDigits = 64;

    /// <summary>The pins, in order.</summary>
    public static IReadOnlyList<string> Read(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it may be a pin: SHA-256 in hexadecimal.</summary>
    public static bool IsPin(string pin) => pin.Length == HexDigits && pin.All(char.IsAsciiHexDigit);
}
