using System.Globalization;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>The exchange alone and the engine alone, each by its command line, as in two processes.</summary>
public sealed partial class TwoProgramsTests
{
    [Fact]
    public void Exchange_and_engine_find_each_other_and_end_with_the_same_position()
    {
        using var venue = new WholeProgram();
        using var engine = new WholeProgram();
        int venueCode = -1;
        var thread = new Thread(() => venueCode = venue.Execute(
            "venue", "--fix-port", "0", "--feed-port", "0", "--tape", "sample:btcusd_perp_20240808_top.csv.gz",
            "--speed", "max"))
        { IsBackground = true };
        thread.Start();
        Assert.True(
            SpinWait.SpinUntil(() => Listening().IsMatch(venue.Output), TimeSpan.FromSeconds(60)),
            venue.Error + venue.Output);
        Match listening = Listening().Match(venue.Output);

        int code = engine.Execute(
            "run", "--preset", "demo", "--set", "venue.embedded=false", "--set",
            $"fix.port={listening.Groups[1].Value}", "--set", $"feed.port={listening.Groups[2].Value}",
            "--set", "fix.storeDirectory=store", "--set", "book.asOf=2024-08-08T23:54:00Z", "--set",
            "feed.confirmFirstMs=0", "--journal", "j");
        Assert.True(code == 0, $"exit code {code}: {engine.Error}{engine.Output}");
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)), venue.Output);
        Assert.True(venueCode == 0, $"exit code {venueCode}: {venue.Error}{venue.Output}");

        Assert.Equal(19_136, engine.Report!.Ticks);
        Assert.Null(engine.Report.VenuePosition);
        long position = long.Parse(
            Position().Matches(venue.Output)[^1].Groups[1].Value, NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);
        Assert.Equal(position, engine.Report.EnginePosition);
        Assert.NotEqual(0, position);
        Assert.Equal(0, engine.Execute("replay", "--prove", "--journal", engine.File("j")));
        Assert.Contains(
            $"{engine.Report.Decisions} decisions reproduced, state hash {engine.Report.StateHash}", engine.Output,
            StringComparison.Ordinal);
    }

    [GeneratedRegex(@"FIX 4\.4 on 127\.0\.0\.1:(\d+), feed tcp 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"position BTCUSD_PERP ([-+]?\d+)")]
    private static partial Regex Position();
}
