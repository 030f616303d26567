using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Session;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Config.Resolve;

/// <summary>Turns the keys of the simulated exchange into its settings.</summary>
internal static class VenueResolver
{
    /// <summary>The simulated exchange.</summary>
    /// <param name="values">The values of the configuration.</param>
    /// <param name="paths">The files that the configuration names.</param>
    /// <param name="session">The session as the engine sees it.</param>
    public static VenueConfig Venue(ConfigValues values, ConfigPaths paths, FixSessionSettings session)
    {
        List<string> symbols = UnderlyingResolver.Symbols(values);
        _ = DerivedQuote.TryParse(values.Get(VenueKeys.Basis), symbols, out IReadOnlyList<DerivedQuote> derived);
        _ = TapeHalt.TryParse(values.Get(VenueKeys.Halts), symbols, out IReadOnlyList<TapeHalt> halts);
        return new VenueConfig
        {
            Embedded = values.Get(VenueKeys.Embedded),
            TapeFile = paths.Input(VenueKeys.Tape),
            Derived = derived,
            Halts = halts,
            Speed = values.Get(VenueKeys.Speed) ?? double.PositiveInfinity,
            LevelTicks = values.Get(VenueKeys.LevelTicks),
            ImpactHalfLifeNanos = Nanos.Of(values.Get(VenueKeys.ImpactHalfLifeMs)),
            PrintShare = values.Get(VenueKeys.PrintShare),
            OptionsPerRow = values.Get(VenueKeys.OptionsPerRow),
            OptionHalfSpread = values.Get(VenueKeys.OptionHalfSpread),
            LatencyNanos = Nanos.OrNone(values.Get(VenueKeys.LatencyMs)),
            JitterNanos = Nanos.OrNone(values.Get(VenueKeys.JitterMs)),
            ReportLatencyNanos = Nanos.OrNone(values.Get(VenueKeys.ReportLatencyMs)),
            ReportJitterNanos = Nanos.OrNone(values.Get(VenueKeys.ReportJitterMs)),
            Seed = values.Get(VenueKeys.Seed),
            Faults = Faults(values),
            Host = values.Get(VenueKeys.Host),
            FixPort = PortOf(VenueKeys.FixPort, FixKeys.Port, values),
            FeedPort = PortOf(VenueKeys.FeedPort, FeedKeys.Port, values),
            Transport = values.Get(FeedKeys.Transport),
            Group = Group(values),
            StartWhen = values.Get(VenueKeys.StartWhen),
            Tls = FixResolver.VenueTls(values, paths),
            ClientPins = PinList.Read(values.Get(VenueTlsKeys.ClientPins)),
            Session = session with
            {
                SenderCompId = session.TargetCompId,
                TargetCompId = session.SenderCompId,
                StoreDirectory = paths.VenueStore,
            },
        };
    }

    /// <summary>A port of engine or exchange; with an embedded exchange 0 stands for the other side's.</summary>
    /// <param name="key">The port.</param>
    /// <param name="other">The same port on the other side.</param>
    /// <param name="values">The values of the configuration.</param>
    public static int PortOf(IntegerKey key, IntegerKey other, ConfigValues values)
    {
        int port = values.Get(key);
        return port == 0 && values.Get(VenueKeys.Embedded) ? values.Get(other) : port;
    }

    /// <summary>The multicast group; null for another transport.</summary>
    public static string? Group(ConfigValues values) =>
        values.Get(FeedKeys.Transport) == FeedTransport.Multicast ? values.Get(FeedKeys.Group) : null;

    private static VenueFaults Faults(ConfigValues values)
    {
        _ = VenueScenario.TryParse(values.Get(VenueKeys.Scenarios), out IReadOnlyList<VenueScenario> scenarios);
        long lots = values.Get(VenueKeys.MaxFillLots);
        return new VenueFaults
        {
            RejectEvery = values.Get(VenueKeys.RejectEvery),
            RefuseCancelEvery = values.Get(VenueKeys.RefuseCancelEvery),
            OrdersPerSecond = values.Get(VenueKeys.OrdersPerSecond),
            MaxFillLots = lots == 0 ? long.MaxValue : lots,
            RefuseReplaceEvery = values.Get(VenueKeys.RefuseReplaceEvery),
            Scenarios = scenarios,
        };
    }
}
