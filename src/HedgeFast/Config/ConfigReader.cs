using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Config;

/// <summary>Reads single values out of the layers: text to type, range, default. What is wrong goes to the errors and a harmless value comes back.</summary>
internal sealed class ConfigReader(ConfigLayers layers, ConfigErrors errors)
{
    private readonly List<ConfigEntry> _entries = [];

    /// <summary>Every value read so far, in the order read.</summary>
    public IReadOnlyList<ConfigEntry> Entries => _entries;

    /// <summary>A text, path or free word.</summary>
    public string Text(string path)
    {
        ConfigKey key = Key(path);
        string? value = Raw(key, path);
        if (value is null) return "";
        string? problem = value.Length == 0 && key.Default is { Length: 0 } ? null : Broken(key, value);
        if (problem is not null) Refuse(key, path, value, problem);
        return value;
    }

    /// <summary>A whole number that fits into 32 bits by its range.</summary>
    public int Integer(string path) => (int)LongInteger(path);

    /// <summary>A whole number.</summary>
    public long LongInteger(string path)
    {
        ConfigKey key = Key(path);
        string? value = Raw(key, path);
        if (value is null) return 0;
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            Refuse(key, path, value, IsNumber(value) ? "is out of range or not a whole number" : "is not a whole number");
            return 0;
        }

        if (OutOfRange(key, number)) Refuse(key, path, value, "is out of range");
        else if (key.PowerOfTwo && !long.IsPow2(number)) Refuse(key, path, value, "is not a power of two");
        else return number;
        return 0;
    }

    /// <summary>A finite number; the word <c>max</c>, where the key knows it, is positive infinity.</summary>
    public double Number(string path)
    {
        ConfigKey key = Key(path);
        string? value = Raw(key, path);
        if (value is null) return 0;
        if (key.Words.Contains(value)) return double.PositiveInfinity;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) Refuse(key, path, value, "is not a number");
        else if (!double.IsFinite(number)) Refuse(key, path, value, "is not finite");
        else if (OutOfRange(key, number)) Refuse(key, path, value, "is out of range");
        else return number;
        return 0;
    }

    /// <summary>A value of its own, or null where one of the key's words stands in its place.</summary>
    /// <param name="path">Path of the key.</param>
    /// <param name="read">Reads the value.</param>
    public T? Own<T>(string path, Func<string, T> read)
        where T : struct
    {
        ConfigKey key = Key(path);
        if (!key.Words.Contains(layers.Value(path) ?? key.Default)) return read(path);
        Raw(key, path);
        return null;
    }

    /// <summary>A number kept exactly as written.</summary>
    public decimal Exact(string path)
    {
        double number = Number(path);
        if (number == 0) return 0;
        string value = layers.Value(path) ?? Key(path).Default!;
        return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact : 0;
    }

    /// <summary>true or false.</summary>
    public bool Flag(string path)
    {
        ConfigKey key = Key(path);
        string? value = Raw(key, path);
        if (value is null) return false;
        if (bool.TryParse(value, out bool flag)) return flag;
        Refuse(key, path, value, "is neither");
        return false;
    }

    /// <summary>One of the words.</summary>
    public T Word<T>(string path, IReadOnlyList<(string Word, T Value)> words)
    {
        ConfigKey key = Key(path);
        string? value = Raw(key, path);
        if (value is null) return words[0].Value;
        foreach ((string word, T meaning) in words)
        {
            if (word == value) return meaning;
        }

        string? near = NearestWord.Find(value, key.Words);
        Refuse(key, path, value, near is null ? "is not one of the words" : $"is not one of the words, did you mean {near}?");
        return words[0].Value;
    }

    /// <summary>One of the words of the table itself.</summary>
    public string Word(string path) => Word<string>(path, [.. Key(path).Words.Select(w => (w, w))]);

    /// <summary>A list of whole numbers, as <c>2,3</c>; empty text is an empty list.</summary>
    public IReadOnlyList<int> Integers(string path)
    {
        ConfigKey key = Key(path);
        string value = Raw(key, path) ?? "";
        var numbers = new List<int>();
        foreach (string part in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= key.Min && number <= key.Max)
            {
                numbers.Add(number);
                continue;
            }

            Refuse(key, path, part, $"is no number from {key.Min:0} to {key.Max:0}");
            return [];
        }

        return numbers;
    }

    /// <summary>A list of texts, as <c>A,B</c>; empty text is an empty list.</summary>
    public IReadOnlyList<string> Texts(string path)
    {
        ConfigKey key = Key(path);
        string[] texts = (Raw(key, path) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string text in texts)
        {
            if (Broken(key, text) is not { } problem)
                continue;
            Refuse(key, path, text, problem);
            return [];
        }

        return texts;
    }

    /// <summary>The elements of a list of sections.</summary>
    /// <param name="path">Path of the list.</param>
    /// <param name="read">Reads the element with the given path.</param>
    public IReadOnlyList<T> Sections<T>(string path, Func<string, T> read)
    {
        ConfigKey key = Key(path);
        IReadOnlyList<int> indexes = layers.Indexes(path);
        if (indexes.Count < key.Min || indexes.Count > key.Max)
        {
            errors.Add(path, $"has {indexes.Count} elements; allowed: {key.Allowed}");
            return [];
        }

        var elements = new List<T>();
        for (int i = 0; i < indexes.Count; i++)
        {
            if (indexes[i] != i)
            {
                errors.Add($"{path}[{indexes[i]}]", $"there is no {path}[{i}] before it");
                break;
            }

            elements.Add(read($"{path}[{i}]"));
        }

        return elements;
    }

    private static ConfigKey Key(string path) => ConfigKeys.ByPath[ConfigPath.PatternOf(path)];

    private string? Raw(ConfigKey key, string path)
    {
        string? value = layers.Value(path);
        if (value is null && key.Default is null)
        {
            if (!errors.Touch(path)) errors.Add(path, $"missing; expected {key.Allowed}");
            return null;
        }

        _entries.Add(new ConfigEntry(key, path, value ?? key.Default!, layers.Origin(path)));
        return value ?? key.Default;
    }

    private void Refuse(ConfigKey key, string path, string value, string problem)
    {
        bool showsUnit = key.Unit.Length > 0 && IsNumber(value);
        string shown = IsNumber(value) ? value : $"\"{ConfigErrors.Printable(value)}\"";
        errors.Add(path, $"{shown}{(showsUnit ? " " + key.Unit : "")} {problem}; allowed: {key.Allowed}", layers.Origin(path));
    }

    private static bool OutOfRange(ConfigKey key, double number) =>
        number < key.Min || number > key.Max || (key.MinIsOpen && number == key.Min);

    private static bool IsNumber(string value) =>
        value.Length <= 40 && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    private static string? Broken(ConfigKey key, string value)
    {
        if (key.Kind is ConfigValueKind.File or ConfigValueKind.Folder)
            return value.Length == 0 ? "is empty" : value.Any(char.IsControl) ? "contains a control character" : null;
        return key.Rule switch
        {
            TextRule.Instance => value.Length is >= 1 and <= 12 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? null : "is not a name",
            TextRule.FixValue => BrokenFixValue(value),
            TextRule.Host => Uri.CheckHostName(value) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 ? null : "is no host",
            TextRule.Expiry => value.Length == 0 || (UtcTime.TryParse(value, out long expiry) && expiry != long.MaxValue) ? null : "is no time",
            TextRule.Clock => value.Length == 0 || ConfigWords.Clock(value) is not null ? null : "is no time of day",
            TextRule.Time => value == ConfigWords.Now || UtcTime.TryParse(value, out _) ? null : "is no time",
            TextRule.TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(value, out _) ? null : "is no time zone that this machine knows",
            TextRule.Hosts => HostList.TryRead(value, out _) ? null : "is no list of hosts and ports",
            TextRule.Source => FeedSettings.IsSource(value) ? null : "is no address",
            TextRule.Pins => PinList.Read(value).All(PinList.IsPin) ? null : "is no list of SHA-256 pins",
            TextRule.Group => IsMulticast(value) ? null : "is no multicast group",
            _ => value.Any(char.IsControl) ? "contains a control character" : null,
        };
    }

    private static string? BrokenFixValue(string value)
    {
        if (value.Length is 0 or > 64) return "is too short or too long";
        if (value.Contains('\u0001', StringComparison.Ordinal)) return "contains SOH, the end of a FIX field";
        if (value.Contains('=', StringComparison.Ordinal)) return "contains '=', the middle of a FIX field";
        return value.All(c => c is >= ' ' and <= '~') ? null : "contains a character outside printable ASCII";
    }

    private static bool IsMulticast(string value) =>
        IPAddress.TryParse(value, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork
        && address.GetAddressBytes()[0] is >= 224 and <= 239;
}
