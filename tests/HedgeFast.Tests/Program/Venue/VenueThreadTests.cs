using HedgeFast.Tests.Program.Venue.Gateway;
using HedgeFast.Venue;

namespace HedgeFast.Tests.Program.Venue;

public sealed class VenueThreadTests
{
    [Fact]
    public void A_venue_with_its_own_thread_plays_the_tape_trades_and_stops()
    {
        using var folder = new VenueFolder();
        using var host = new VenueHost(
            folder.Settings(folder.Tape(40, 5_000_000)) with { Start = VenueStart.AtOnce, IdleNanos = 250_000 },
            TimeProvider.System);
        using var client = new VenueClient(folder, host.BoundFixPort, TimeProvider.System);
        host.Start();
        Spin(() => client.IsUp, client);
        client.Order("o", '1', "2", "51.0");
        Spin(() => host.TapeEnded && client.Answers.Count > 0, client);
        Assert.Equal(40, host.Counters.Ticks);
        Assert.Equal(client.Position, host.PositionLots(0));
        Assert.Null(host.Failure);
        Spin(() => client.LogoutReason is not null, client, host.RequestStop);
        host.Stop();
        Assert.False(host.AnyLoggedOn);
    }

    [Fact]
    public void The_program_says_where_it_listens_and_ends_when_cancelled()
    {
        using var folder = new VenueFolder();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var output = new StringWriter();
        int code = VenueProgram.Run(folder.Settings(folder.Tape(3)), stop.Token, output);
        Assert.Equal(0, code);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("venue: FIX 4.4 on 127.0.0.1:", lines[0], StringComparison.Ordinal);
        Assert.Contains("position BTCUSD_PERP 0", lines[^1], StringComparison.Ordinal);
    }

    private static void Spin(Func<bool> condition, VenueClient client, Action? first = null)
    {
        first?.Invoke();
        long limit = TimeProvider.System.GetTimestamp() + 60 * TimeProvider.System.TimestampFrequency;
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetTimestamp() < limit, "the venue never got there");
            if (client.DoWork() == 0)
                Thread.Yield();
        }
    }
}
