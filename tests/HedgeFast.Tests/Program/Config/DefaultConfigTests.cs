using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Venue;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Defaults of the table against the initial values of the settings; each difference is named here.</summary>
public sealed class DefaultConfigTests
{
    private static readonly ResolvedConfig Config = ConfigFixture.Resolve(ConfigFixture.Json);

    [Fact]
    public void Rings_have_the_initial_values_of_their_settings() =>
        Assert.Equal(new RingSettings(), Config.Settings.Rings);

    [Fact]
    public void Orders_have_the_initial_values_but_ask_the_exchange_for_positions() =>
        Assert.Equal(new OrderSettings { ReconcilePositions = true }, Config.Settings.Orders);

    [Fact]
    public void Limits_have_the_initial_values_of_their_settings() => Assert.Equal(
        new LimitSettings
        {
            MaxOrderLots = 10,
            MaxPositionLots = 100,
            OrdersPerSecond = 5,
            StaleNanos = 500_000_000,
            CollarFraction = 0.01,
        },
        Config.Settings.Limits);

    [Fact]
    public void The_feed_has_the_initial_values_but_confirms_first_quotes_and_has_a_clock()
    {
        FeedSettings feed = Config.Settings.Feed;
        var expected = new FeedSettings
        {
            Host = "127.0.0.1",
            Port = 0,
            ConfirmFirstNanos = 250_000_000,
            Clock = new ClockRule { Kind = ClockKind.Recording },
            Sources = feed.Sources,
            Channels = feed.Channels,
        };
        Assert.Equal(expected, feed);
        Assert.Empty(feed.Sources);
        Assert.Empty(feed.Channels);
    }

    [Fact]
    public void An_instrument_has_the_initial_values_of_its_settings() => Assert.Equal(
        new Instrument
        {
            Index = 0,
            Symbol = "P1",
            FeedId = 7,
            Underlying = 0,
            Kind = InstrumentKind.InversePerpetual,
            TickMantissa = 1,
            TickDecimals = 1,
            ContractSize = 100,
        },
        Assert.Single(Config.Settings.Instruments));

    [Fact]
    public void An_underlying_has_the_initial_values_but_for_missing_volatilities_and_the_age_of_forwards()
    {
        UnderlyingSettings underlying = Assert.Single(Config.Settings.Underlyings);
        var expected = new UnderlyingSettings
        {
            Index = 0,
            Name = "U1",
            HedgeInstrument = 0,
            Delta = DeltaConvention.NetTransaction,
            BandHalfWidth = 0.5,
            Fallbacks = underlying.Fallbacks,
            Forward = new ForwardRule { AgeNanosMax = 60_000_000_000, Given = underlying.Forward.Given },
            Volatility = VolatilityRule.Default with { MissingShare = 0.1 },
        };
        Assert.Equal(expected, underlying);
        Assert.Empty(underlying.Fallbacks);
        Assert.Empty(underlying.Forward.Given);
    }

    [Fact]
    public void The_session_has_the_initial_values_of_its_settings()
    {
        FixSessionSettings session = Config.FixSession;
        var expected = new FixSessionSettings
        {
            SenderCompId = "ME",
            TargetCompId = "YOU",
            StoreDirectory = session.StoreDirectory,
            SecretTags = session.SecretTags,
        };
        Assert.Equal(expected, session);
        Assert.Equal(new FixEndpoint { Host = "127.0.0.1", Port = 0 }, Config.FixEndpoint);
    }

    [Fact]
    public void The_exchange_has_the_initial_values_of_its_settings()
    {
        var expected = new VenueSettings { Instruments = Config.Settings.Instruments, StoreDirectory = "" };
        VenueConfig venue = Config.Venue;
        Assert.Equal(expected.Speed, venue.Speed);
        Assert.Equal(expected.LevelTicks, venue.LevelTicks);
        Assert.Equal(expected.ImpactHalfLifeNanos, venue.ImpactHalfLifeNanos);
        Assert.Equal(expected.PrintShare, venue.PrintShare);
        Assert.Equal(expected.LatencyNanos, venue.LatencyNanos);
        Assert.Equal(expected.JitterNanos, venue.JitterNanos);
        Assert.Equal(expected.ReportLatencyNanos, venue.ReportLatencyNanos);
        Assert.Equal(expected.ReportJitterNanos, venue.ReportJitterNanos);
        Assert.Equal(expected.Seed, venue.Seed);
        Assert.Equal(expected.FixHost, venue.Host);
        Assert.Equal(expected.FixPort, venue.FixPort);
        Assert.Equal(expected.FeedPort, venue.FeedPort);
        Assert.Equal(expected.FeedTransport, venue.Transport);
        Assert.Equal(expected.Tls is null, venue.Tls is null);
        Assert.Equal(expected.ClientPins, venue.ClientPins);
        VenueFaults faults = venue.Faults;
        Assert.Equal(new VenueFaults { Scenarios = faults.Scenarios, DisconnectAt = faults.DisconnectAt }, faults);
        Assert.Empty(faults.Scenarios);
    }

    [Fact]
    public void Without_keys_no_file_is_written_and_the_run_outlives_the_market()
    {
        Assert.Null(Config.Settings.JournalDirectory);
        Assert.Null(Config.AlertFile);
        Assert.Null(Config.FixLogFile);
        Assert.False(Config.StopWhenClosed);
    }
}
