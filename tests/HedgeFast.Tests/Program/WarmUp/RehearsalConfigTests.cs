using System.Text.Json;
using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Program.Config;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;
using HedgeFast.WarmUp;

namespace HedgeFast.Tests.Program.WarmUp;

/// <summary>Nothing that a rehearsal does can reach an exchange, a file or a group of the run.</summary>
public sealed class RehearsalConfigTests
{
    private const string Mark = "in-earnest";

    private static readonly string Scratch = Path.Combine(Path.GetTempPath(), "rehearsal-scratch");

    private static ResolvedConfig Earnest
    {
        get
        {
            ResolvedConfig config = ConfigFixture.Resolve(
                ConfigFixture.Json, "venue.embedded=false", $"fix.host={Mark}.example", "fix.port=9001",
                "fix.tls.allowPlaintext=true", $"fix.senderCompId={Mark}", $"fix.targetCompId={Mark}2",
                $"fix.storeDirectory={Mark}",
                "feed.transport=multicast", $"feed.host={Mark}.example", "feed.port=9002", "feed.group=239.7.7.7",
                $"limits.killFile={Mark}", $"limits.operatorFile={Mark}-requests", $"journal.directory={Mark}");
            return config with
            {
                Settings = config.Settings with { Limits = config.Settings.Limits with { DayFile = Mark } },
                FixSession = config.FixSession with
                {
                    SenderSubId = Mark,
                    SenderLocationId = Mark,
                    TargetSubId = Mark,
                    TargetLocationId = Mark,
                    TestRequestId = Mark,
                },
                FixEndpoint = config.FixEndpoint with
                {
                    Backups = [new FixHost($"{Mark}.example", 9001)],
                    TransientRefusals = [Mark],
                    Tls = new FixTlsSettings(),
                },
            };
        }
    }

    [Fact]
    public void The_marked_configuration_holds_the_mark_in_every_setting()
    {
        string text = Written(Earnest);
        Assert.Equal(16, text.Split(Mark).Length - 1);
        Assert.Contains("239.7.7.7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_address_or_file_of_the_run_is_in_the_rehearsal_s_configuration()
    {
        ResolvedConfig rehearsed = RehearsalConfig.Engine(Earnest, fixPort: 101, feedPort: 102, Scratch, startNanos: 1);
        string text = Written(rehearsed);
        Assert.DoesNotContain(Mark, text, StringComparison.Ordinal);
        Assert.DoesNotContain("239.7.7.7", text, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", rehearsed.FixEndpoint.Host);
        Assert.Equal(101, rehearsed.FixEndpoint.Port);
        Assert.Empty(rehearsed.FixEndpoint.Backups);
        Assert.Null(rehearsed.FixEndpoint.Tls);
        Assert.Equal(FeedTransport.Udp, rehearsed.Settings.Feed.Transport);
        Assert.Equal("127.0.0.1", rehearsed.Settings.Feed.Host);
        Assert.Equal(102, rehearsed.Settings.Feed.Port);
        Assert.Null(rehearsed.Settings.Feed.Group);
        Assert.Null(rehearsed.Settings.Limits.KillFile);
        Assert.Null(rehearsed.Settings.Limits.OperatorFile);
        Assert.Null(rehearsed.Settings.Limits.DayFile);
        Assert.Null(rehearsed.FixSession.LogonSignature);
        Assert.Null(rehearsed.FixSession.Schedule);
        Assert.All(
            [rehearsed.FixSession.StoreDirectory, rehearsed.Settings.JournalDirectory!],
            folder => Assert.StartsWith(Scratch, folder, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rehearsal_s_exchange_has_no_setting_of_the_run_s()
    {
        ResolvedConfig config = Earnest;
        MarketTape tape = RehearsalTape.Make(
            config.Settings.Instruments[0], config.Settings.Underlyings[0], OptionBook.Create([], ["U1"]),
            startNanos: 0, rows: 8);
        VenueSettings venue =
            RehearsalConfig.Venue(config, tape, config.Settings.Underlyings[0], feedPort: 102, Scratch);
        Assert.Equal(FeedTransport.Udp, venue.FeedTransport);
        Assert.Equal("127.0.0.1", venue.FeedHost);
        Assert.Equal(102, venue.FeedPort);
        Assert.Null(venue.FeedGroup);
        Assert.Equal("127.0.0.1", venue.FixHost);
        Assert.Equal(0, venue.FixPort);
        Assert.StartsWith(Scratch, venue.StoreDirectory, StringComparison.Ordinal);
        Assert.Equal([RehearsalConfig.Engine(config, 101, 102, Scratch, 1).FixSession.SenderCompId], venue.Clients);
    }

    // By reflection, so that what is added to these records later is looked at too.
    private static string Written(ResolvedConfig config) =>
        JsonSerializer.Serialize(config.Settings) + JsonSerializer.Serialize(
            config.FixSession) + JsonSerializer.Serialize(config.FixEndpoint with { Tls = null });
}
