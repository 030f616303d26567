using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Program.Config;

/// <summary>From what is written to what the engine reads.</summary>
public sealed class ConfigResolverTests
{
    [Fact]
    public void Instrument_and_underlying_are_resolved()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            ConfigFixture.Json, "instruments[0].takerFee=0.0005", "underlyings[0].band.target=0.25", "underlyings[0].band.tradeTo=centre", "underlyings[0].timeStepMs=250");
        Instrument instrument = Assert.Single(config.Settings.Instruments);
        Assert.Equal((0, "P1", 7u, 0), (instrument.Index, instrument.Symbol, instrument.FeedId, instrument.Underlying));
        Assert.Equal((InstrumentKind.InversePerpetual, 1, 1, 100.0, 0.0005), (instrument.Kind, instrument.TickMantissa, instrument.TickDecimals, instrument.ContractSize, instrument.TakerFee));
        UnderlyingSettings underlying = Assert.Single(config.Settings.Underlyings);
        Assert.Equal((0, "U1", 0, DeltaConvention.NetTransaction), (underlying.Index, underlying.Name, underlying.HedgeInstrument, underlying.Delta));
        Assert.Equal((0.5, 0.25, TradeTo.Centre, 250_000_000L), (underlying.BandHalfWidth, underlying.TargetDelta, underlying.TradeTo, underlying.TimeStepNanos));
    }

    [Theory]
    [InlineData("0.1", 1, 1)]
    [InlineData("0.25", 25, 2)]
    [InlineData("0.50", 5, 1)]
    [InlineData("5", 5, 0)]
    [InlineData("1e-3", 1, 3)]
    [InlineData("0.000000001", 1, 9)]
    public void A_tick_size_is_held_exactly(string tick, int mantissa, int decimals)
    {
        Instrument instrument = ConfigFixture.Resolve(ConfigFixture.Json, $"instruments[0].tickSize={tick}").Settings.Instruments[0];
        Assert.Equal((mantissa, decimals), (instrument.TickMantissa, instrument.TickDecimals));
    }

    [Fact]
    public void Milliseconds_become_nanoseconds()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            ConfigFixture.Json, "feed.staleMs=1.5", "feed.reconnectMinMs=10", "fix.reconnectMaxMs=2000", "orders.cancelAfterMs=0.25", "fix.maxSendingTimeSkewMs=0", "orders.rejectPauseMs=1e-9");
        Assert.Equal(1_500_000, config.Settings.Feed.StaleNanos);
        Assert.Equal(10_000_000, config.Settings.Feed.ReconnectMinNanos);
        Assert.Equal(2_000_000_000, config.FixEndpoint.ReconnectMaxNanos);
        Assert.Equal(250_000, config.Settings.Orders.CancelAfterNanos);
        Assert.Equal(500_000_000, config.Settings.Limits.StaleNanos);
        Assert.Equal(0, config.FixSession.MaxSendingTimeSkewNanos);
        Assert.Equal(1, config.Settings.Orders.RejectPauseNanos);
    }

    [Theory]
    [InlineData(ClockKind.Live)]
    [InlineData(ClockKind.Recording, "book.asOf=2024-08-08T23:54:00Z")]
    [InlineData(ClockKind.Live, "book.asOf=2024-08-08T23:54:00Z", "feed.clock=live")]
    public void A_feed_of_another_process_is_live_unless_its_date_is_given(ClockKind expected, params string[] sets)
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, ["venue.embedded=false", "fix.port=5", "feed.port=6", "fix.storeDirectory=s", .. sets]);
        Assert.Equal(expected, config.Settings.Feed.Clock.Kind);
        Assert.Equal(expected == ClockKind.Recording, config.Notes.Any(note => note.StartsWith("feed.clock", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("max", ClockRule.Unpaced)]
    public void An_embedded_exchange_plays_a_recording_at_its_speed(string speed, double expected)
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, $"venue.speed={speed}");
        Assert.Equal(ClockKind.Recording, config.Settings.Feed.Clock.Kind);
        Assert.Equal(expected, config.Settings.Feed.Clock.Speed);
    }

    [Fact]
    public void Defaults_are_those_of_the_engine()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(new RingSettings(), config.Settings.Rings);
        Assert.Equal(new HedgeFast.Core.Orders.OrderSettings { ReconcilePositions = true }, config.Settings.Orders);
        Assert.Equal(new FeedSettings { Host = "127.0.0.1", Port = 0, ConfirmFirstNanos = 250_000_000, Clock = new ClockRule { Kind = ClockKind.Recording } },
            config.Settings.Feed with { Sources = [], Channels = [] });
        Assert.Empty(config.Settings.Feed.Sources);
        Assert.Empty(config.Settings.Feed.Channels);
        Assert.Equal(new HedgeFast.Fix.Transport.FixEndpoint { Host = "127.0.0.1", Port = 0 }, config.FixEndpoint);
        Assert.Equal(
            new HedgeFast.Fix.Session.FixSessionSettings { SenderCompId = "ME", TargetCompId = "YOU", StoreDirectory = config.FixSession.StoreDirectory, SecretTags = config.FixSession.SecretTags },
            config.FixSession);
        Assert.Equal(TimeInForce.ImmediateOrCancel, config.Settings.Orders.TimeInForce);
        Assert.Null(config.Settings.JournalDirectory);
        Assert.Null(config.Settings.Limits.KillFile);
        Assert.False(config.StopWhenClosed);
    }

    [Fact]
    public void The_exchange_sees_the_session_from_the_other_side()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(("YOU", "ME"), (config.Venue.Session.SenderCompId, config.Venue.Session.TargetCompId));
        Assert.NotEqual(config.FixSession.StoreDirectory, config.Venue.Session.StoreDirectory);
        Assert.StartsWith(config.TemporaryDirectory!, config.FixSession.StoreDirectory, StringComparison.Ordinal);
        Assert.StartsWith(config.TemporaryDirectory!, config.Venue.Session.StoreDirectory, StringComparison.Ordinal);
        Assert.False(Directory.Exists(config.TemporaryDirectory));
    }

    [Theory]
    [InlineData("venue.fixPort=5001", "venue.feedPort=5002")]
    [InlineData("fix.port=5001", "feed.port=5002")]
    [InlineData("fix.port=5001", "venue.feedPort=5002")]
    public void With_an_embedded_exchange_a_port_is_given_on_either_side(params string[] sets)
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, sets);
        Assert.Equal((5001, 5002), (config.FixEndpoint.Port, config.Settings.Feed.Port));
        Assert.Equal((5001, 5002), (config.Venue.FixPort, config.Venue.FeedPort));
    }

    [Fact]
    public void Input_paths_start_from_the_file_and_output_paths_from_the_current_folder()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, "venue.tape=other.csv", "journal.directory=j", "limits.killFile=KILL", "fix.storeDirectory=s", "venue.storeDirectory=v");
        Assert.Equal(Path.Combine(ConfigFixture.Folder, "book.csv"), config.BookFile);
        Assert.Equal(Path.Combine(ConfigFixture.Current, "other.csv"), config.Venue.TapeFile);
        Assert.Equal(Path.Combine(ConfigFixture.Current, "j"), config.Settings.JournalDirectory);
        Assert.Equal(Path.Combine(ConfigFixture.Current, "KILL"), config.Settings.Limits.KillFile);
        Assert.Equal(Path.Combine(ConfigFixture.Current, "s"), config.FixSession.StoreDirectory);
        Assert.Equal(Path.Combine(ConfigFixture.Current, "v"), config.Venue.Session.StoreDirectory);
        Assert.Null(config.TemporaryDirectory);
    }

    [Fact]
    public void A_sample_is_found_beside_the_program_and_nowhere_else()
    {
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "samples", "b.csv"), ConfigFixture.Resolve(ConfigFixture.Json, "book.file=sample:b.csv").BookFile);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "samples", "passwd"), ConfigFixture.Resolve(ConfigFixture.Json, "book.file=sample:../../etc/passwd").BookFile);
    }

    [Fact]
    public void Missing_files_are_listed()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(["book.file", "venue.tape"], config.MissingFiles().Select(m => m.Key));
    }

    [Fact]
    public void A_multicast_feed_keeps_its_group()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, "feed.transport=multicast", "feed.group=239.1.2.3", "feed.port=5002");
        Assert.Equal((FeedTransport.Multicast, "239.1.2.3"), (config.Settings.Feed.Transport, config.Settings.Feed.Group));
        Assert.Equal((FeedTransport.Multicast, "239.1.2.3", 5002), (config.Venue.Transport, config.Venue.Group, config.Venue.FeedPort));
    }
}
