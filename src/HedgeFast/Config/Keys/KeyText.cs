using System.Globalization;

namespace HedgeFast.Config.Keys;

/// <summary>Parses the texts of values under the ranges and rules of their keys.</summary>
/// <remarks>Every method returns the fault or null, and with a fault a harmless value.</remarks>
internal static class KeyText
{
    private const int LongestNumber = 40;

    /// <summary>Whether a text is a finite number, of whatever range.</summary>
    public static bool IsNumber(string text) =>
        text.Length <= LongestNumber
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number);

    /// <summary>A text or path.</summary>
    public static KeyFault? Text(ConfigKey key, string text, out string value)
    {
        value = text;
        return text.Length == 0 && key.Default is { Length: 0 } ? null : Fault(text, Broken(key, text));
    }

    /// <summary>A whole number of 32 bits; the range of the key holds it within them.</summary>
    public static KeyFault? Integer(ConfigKey key, string text, out int value)
    {
        KeyFault? fault = Long(key, text, out long number);
        value = (int)number;
        return fault;
    }

    /// <summary>A whole number.</summary>
    public static KeyFault? Long(ConfigKey key, string text, out long value)
    {
        string? problem =
            !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? IsNumber(text) ? "is out of range or not a whole number" : "is not a whole number"
            : !key.Range.Holds(number) ? "is out of range"
            : key.Range.PowerOfTwo && !long.IsPow2(number) ? "is not a power of two"
            : null;
        value = problem is null ? number : 0;
        return Fault(text, problem);
    }

    /// <summary>A finite number.</summary>
    public static KeyFault? Number(ConfigKey key, string text, out double value)
    {
        string? problem =
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? "is not a number"
            : !double.IsFinite(number) ? "is not finite"
            : !key.Range.Holds(number) ? "is out of range"
            : null;
        value = problem is null ? number : 0;
        return Fault(text, problem);
    }

    /// <summary>A number kept exactly as written; 0 where no decimal holds it.</summary>
    public static KeyFault? Exact(ConfigKey key, string text, out decimal value)
    {
        KeyFault? fault = Number(key, text, out double number);
        value = number != 0
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact : 0;
        return fault;
    }

    /// <summary>true or false.</summary>
    public static KeyFault? Flag(string text, out bool value) =>
        Fault(text, bool.TryParse(text, out value) ? null : "is neither");

    /// <summary>One of the words.</summary>
    public static KeyFault? Word<T>(IReadOnlyList<(string Word, T Value)> words, string text, out T value)
    {
        foreach ((string word, T meaning) in words)
        {
            if (word == text)
            {
                value = meaning;
                return null;
            }
        }

        value = words[0].Value;
        string? near = NearestWord.Find(text, ConfigWords.Of(words));
        return new KeyFault(text, "is not one of the words" + (near is null ? "" : $", did you mean {near}?"));
    }

    /// <summary>A list of whole numbers, as <c>2,3</c>; empty text is an empty list.</summary>
    public static KeyFault? Integers(ConfigKey key, string text, out IReadOnlyList<int> value)
    {
        value = [];
        var numbers = new List<int>();
        foreach (string part in Parts(text))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || !key.Range.Holds(number))
            {
                return new KeyFault(part, $"is no number from {key.Range.Min:0} to {key.Range.Max:0}");
            }

            numbers.Add(number);
        }

        value = numbers;
        return null;
    }

    /// <summary>A list of texts, as <c>A,B</c>; empty text is an empty list.</summary>
    public static KeyFault? Texts(ConfigKey key, string text, out IReadOnlyList<string> value)
    {
        string[] parts = Parts(text);
        string? wrong = parts.FirstOrDefault(part => Broken(key, part) is not null);
        value = wrong is null ? parts : [];
        return wrong is null ? null : Fault(wrong, Broken(key, wrong));
    }

    private static string[] Parts(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static KeyFault? Fault(string text, string? problem) =>
        problem is null ? null : new KeyFault(text, problem);

    private static string? Broken(ConfigKey key, string text) =>
        key.Kind is not (ConfigValueKind.File or ConfigValueKind.Folder) ? key.Rule.Problem(text)
        : text.Length == 0 ? "is empty"
        : TextRule.Any.Problem(text);
}
