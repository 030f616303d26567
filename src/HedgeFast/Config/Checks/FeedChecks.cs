using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Feed;

namespace HedgeFast.Config.Checks;

/// <summary>Checks the tick feed, and the ports of feed and FIX gateway.</summary>
internal static class FeedChecks
{
    /// <summary>Adds every broken rule to the errors.</summary>
    public static void Check(KeyRules rules)
    {
        CheckSenders(rules);
        CheckClock(rules);
        CheckPorts(rules);
    }

    private static void CheckSenders(KeyRules rules)
    {
        FeedTransport transport = rules.Get(FeedKeys.Transport);
        bool isMulticast = transport == FeedTransport.Multicast;
        rules.Check(
            FeedKeys.Group,
            group => (isMulticast, group.Length) switch
            {
                (true, 0) => $"missing; multicast needs {FeedKeys.Group.Allowed}",
                (false, > 0) => $"{ConfigErrors.Quoted(group)} is given, but {FeedKeys.Transport} is "
                    + $"{ConfigWords.For(ConfigWords.Transports, transport)}; allowed for multicast only",
                _ => null,
            },
            FeedKeys.Transport);
        rules.Check(
            FeedKeys.Sources,
            sources => transport == FeedTransport.Tcp && sources.Count > 0
                ? $"is given, but {FeedKeys.Transport} is tcp, which has the one sender that {FeedKeys.Host} names; "
                    + "allowed for udp and multicast only"
                : null,
            FeedKeys.Transport);
        rules.Check(
            FeedKeys.Sources,
            sources => isMulticast && sources.FirstOrDefault(IsNotVersionFour) is { } source
                ? $"{ConfigErrors.Quoted(source)} is not an IPv4 address, and a multicast group is one of IPv4"
                : null,
            FeedKeys.Transport);
        rules.Check(
            FeedKeys.Channels,
            channels => channels.Count > FeedSettings.ChannelsMax
                ? $"names {channels.Count} channels; allowed: at most {FeedSettings.ChannelsMax}"
                : null);
    }

    private static bool IsNotVersionFour(string source) => source.Contains('[') || source.Count(c => c == ':') > 1;

    private static void CheckClock(KeyRules rules)
    {
        bool isEmbedded = rules.Get(VenueKeys.Embedded);
        bool isDated = rules.Get(BookKeys.AsOf) != ConfigWords.Now;
        rules.Check(
            FeedKeys.Clock,
            clock => clock == ClockKind.Recording && !isEmbedded && !isDated
                ? $"is recording, but nothing says the recording's date; give {BookKeys.AsOf}, or leave "
                    + $"{FeedKeys.Clock} at auto"
                : null,
            BookKeys.AsOf,
            VenueKeys.Embedded);
        rules.Check(
            FeedKeys.Clock,
            clock => clock == ClockKind.Live && isEmbedded
                ? "is live, but the embedded exchange plays a recording, whose stamps would all be refused; leave "
                    + $"{FeedKeys.Clock} at auto"
                : null,
            VenueKeys.Embedded);
    }

    private static void CheckPorts(KeyRules rules)
    {
        bool overTcp = rules.Get(FeedKeys.Transport) == FeedTransport.Tcp;
        if (rules.Get(VenueKeys.Embedded))
        {
            if (!overTcp)
                IsGiven(rules, FeedKeys.Port, "datagrams need a fixed port; 0 is allowed over tcp only");
            Matches(rules, FixKeys.Port, VenueKeys.FixPort);
            Matches(rules, FeedKeys.Port, VenueKeys.FeedPort);
        }
        else
        {
            IsGiven(rules, FixKeys.Port, "0 is allowed only with an embedded exchange");
            IsGiven(rules, FeedKeys.Port, "0 is allowed only with an embedded exchange");
            bool isOneHost = overTcp && rules.Get(FixKeys.Host) == rules.Get(FeedKeys.Host);
            rules.Check(
                FeedKeys.Port,
                port => isOneHost && port != 0 && port == rules.Get(FixKeys.Port)
                    ? $"{port} is {FixKeys.Port} too, on the same host"
                    : null,
                FixKeys.Port,
                FixKeys.Host,
                FeedKeys.Host,
                FeedKeys.Transport);
        }

        rules.Check(
            VenueKeys.FeedPort,
            port => overTcp && port != 0 && port == rules.Get(VenueKeys.FixPort)
                ? $"{port} is {VenueKeys.FixPort} too; two servers can't share a port"
                : null,
            VenueKeys.FixPort,
            FeedKeys.Transport);
    }

    private static void IsGiven(KeyRules rules, IntegerKey key, string why) => rules.Check(
        key, port => port == 0 ? $"{why}; allowed: 1 to 65535" : null, VenueKeys.Embedded, FeedKeys.Transport);

    private static void Matches(KeyRules rules, IntegerKey key, IntegerKey venueKey)
    {
        int venuePort = rules.Get(venueKey);
        rules.Check(
            key,
            port => port != 0 && venuePort != 0 && port != venuePort
                ? $"{port} is not the embedded exchange's {venueKey}, {venuePort}; give one of the two"
                : null,
            venueKey,
            VenueKeys.Embedded);
    }
}
