using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Config.Keys;

/// <summary>Checks texts against a <see cref="TextRule"/>, and describes the rule.</summary>
internal static class TextRules
{
    private const int LongestInstance = 12;
    private const int LongestFixValue = 64;

    /// <summary>The texts that a rule allows, in words.</summary>
    public static string Allowed(this TextRule rule) => rule switch
    {
        TextRule.Instance => "1 to 12 letters, digits or '-'",
        TextRule.FixValue => "1 to 64 printable ASCII characters without '='",
        TextRule.Host => "a host name or address",
        TextRule.Expiry => UtcTime.Form + ", or empty",
        TextRule.Clock => "HH:MM or empty",
        TextRule.Time => "now, or " + UtcTime.Form,
        TextRule.TimeZone => "a time zone such as UTC or America/New_York",
        TextRule.Hosts => "host:port, separated by commas, or empty",
        TextRule.Source => "addresses such as 10.0.0.7 or 10.0.0.7:5002",
        TextRule.Pins => "64 hexadecimal digits each, separated by commas, or empty",
        TextRule.Group => "an IPv4 address from 224.0.0.0 to 239.255.255.255",
        _ => "text",
    };

    /// <summary>The fault of a text under a rule; null where the rule allows the text.</summary>
    public static string? Problem(this TextRule rule, string text) => rule switch
    {
        TextRule.Instance => IsInstance(text) ? null : "is not a name",
        TextRule.FixValue => FixValueProblem(text),
        TextRule.Host => IsHost(text) ? null : "is no host",
        TextRule.Expiry => IsExpiry(text) ? null : "is no time",
        TextRule.Clock => text.Length == 0 || ConfigWords.Clock(text) is not null ? null : "is no time of day",
        TextRule.Time => text == ConfigWords.Now || UtcTime.TryParse(text, out _) ? null : "is no time",
        TextRule.TimeZone =>
            TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) ? null : "is no time zone that this machine knows",
        TextRule.Hosts => HostList.TryRead(text, out _) ? null : "is no list of hosts and ports",
        TextRule.Source => FeedSettings.IsSource(text) ? null : "is no address",
        TextRule.Pins => PinList.Read(text).All(PinList.IsPin) ? null : "is no list of SHA-256 pins",
        TextRule.Group => IsMulticast(text) ? null : "is no multicast group",
        _ => text.Any(char.IsControl) ? "contains a control character" : null,
    };

    private static bool IsInstance(string text) =>
        text.Length is >= 1 and <= LongestInstance && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsHost(string text) =>
        Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static bool IsExpiry(string text) =>
        text.Length == 0 || (UtcTime.TryParse(text, out long expiry) && expiry != long.MaxValue);

    private static bool IsMulticast(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork
        && address.GetAddressBytes()[0] is >= 224 and <= 239;

    private static string? FixValueProblem(string text)
    {
        if (text.Length is 0 or > LongestFixValue)
            return "is too short or too long";
        if (text.Contains('\u0001', StringComparison.Ordinal))
            return "contains SOH, the end of a FIX field";
        if (text.Contains('=', StringComparison.Ordinal))
            return "contains '=', the middle of a FIX field";
        return text.All(c => c is >= ' ' and <= '~') ? null : "contains a character outside printable ASCII";
    }
}
