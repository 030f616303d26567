using System.Net;
using System.Net.Sockets;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue;

public sealed class VenueHostTapeTests : IDisposable
{
    private readonly VenueFolder _folder = new();
    private readonly VenueClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Rows_go_out_when_they_are_due_and_not_before(double speed)
    {
        using var host = new VenueHost(_folder.Settings(_folder.Tape(5)) with { Speed = speed }, _clock);
        long gap = (long)(10_000_000 / speed);
        host.DoWork();
        Assert.Equal(1, host.Counters.Ticks);
        for (int row = 1; row < 5; row++)
        {
            _clock.Advance(gap - 1_000);
            host.DoWork();
            Assert.Equal(row, host.Counters.Ticks);
            _clock.Advance(1_000);
            host.DoWork();
            Assert.Equal(row + 1, host.Counters.Ticks);
        }

        Assert.False(host.TapeEnded);
        _clock.Advance(20_000_000);
        host.DoWork();
        Assert.True(host.TapeEnded);
    }

    [Fact]
    public void A_late_venue_catches_up_in_short_bursts()
    {
        using var host = new VenueHost(_folder.Settings(_folder.Tape(200)), _clock);
        host.DoWork();
        _clock.Advance(2_000_000_000);
        host.DoWork();
        Assert.InRange(host.Counters.Ticks, 2, 64);
        while (!host.TapeEnded && host.DoWork() > 0)
        {
        }

        Assert.Equal(200, host.Counters.Ticks);
    }

    [Fact]
    public void The_tape_waits_for_a_subscriber_and_a_client_when_so_configured()
    {
        using var host = new VenueHost(_folder.Settings(_folder.Tape(5)) with { Start = VenueStart.WhenReady }, _clock);
        using var subscriber = new TcpClient();
        subscriber.Connect(IPAddress.Loopback, host.BoundFeedPort);
        for (int i = 0; i < 100 || host.Counters.Subscribers == 0; i++)
        {
            _clock.Advance(1_000_000);
            host.DoWork();
        }

        Assert.Equal(0L, host.Counters.Ticks);
        Assert.Equal(1, host.Counters.Subscribers);
    }

    [Fact]
    public void The_tape_starts_at_the_given_row()
    {
        using var host = new VenueHost(_folder.Settings(_folder.Tape(5)) with { StartRow = 3 }, _clock);
        host.DoWork();
        Assert.Equal(1L, host.Counters.Ticks);
        Assert.Equal(4, host.NextRow);
        var error = Assert.Throws<ArgumentException>(
            () => new VenueHost(
                _folder.Settings(_folder.Tape(5)) with { StartRow = 5, StoreDirectory = _folder.File("b") }, _clock));
        Assert.Contains("start row 5 is not on the tape", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unpaced_tape_waits_for_a_slow_subscriber_without_losing_it()
    {
        const int Rows = 150_000;
        VenueSettings settings = _folder.Settings(_folder.Tape(Rows, 0)) with
        {
            Speed = double.PositiveInfinity,
            UnpacedRowsPerSecond = 1_000_000_000,
        };
        using var host = new VenueHost(settings, _clock);
        using var subscriber = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 1 << 14,
        };
        // The first row must not be due before the subscriber is in, and this clock stands still until then.
        subscriber.Connect(IPAddress.Loopback, host.BoundFeedPort);
        long before = -1;
        while (host.Counters.Ticks != before || host.Counters.Subscribers == 0)
        {
            before = host.Counters.Ticks;
            _clock.Advance(1_000_000);
            host.DoWork();
        }

        Assert.InRange(host.Counters.Ticks, 1, Rows - 1);
        Assert.Equal(1, host.Counters.Subscribers);

        byte[] buffer = new byte[1 << 16];
        subscriber.Blocking = false;
        long limit = TimeProvider.System.GetTimestamp() + 60 * TimeProvider.System.TimestampFrequency;
        while (!host.TapeEnded && TimeProvider.System.GetTimestamp() < limit)
        {
            _clock.Advance(1_000_000);
            host.DoWork();
            subscriber.Receive(buffer, SocketFlags.None, out _);
        }

        Assert.Equal(Rows, host.Counters.Ticks);
        Assert.Equal(1, host.Counters.Subscribers);
    }

    [Fact]
    public void A_feed_port_that_is_taken_is_a_clear_error_and_frees_the_folder()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        VenueSettings settings = _folder.Settings(_folder.Tape(2));
        var error = Assert.Throws<IOException>(() => new VenueHost(settings with { FeedPort = port }, _clock));
        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
        using var host = new VenueHost(settings, _clock);
        Assert.NotEqual(0, host.BoundFeedPort);
    }

    [Fact]
    public void A_second_venue_in_the_same_folder_is_refused()
    {
        VenueSettings settings = _folder.Settings(_folder.Tape(2));
        using var host = new VenueHost(settings, _clock);
        var error = Assert.Throws<IOException>(() => new VenueHost(settings, _clock));
        Assert.Contains("venue.ledger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tape_that_cannot_be_used_is_an_error_that_names_it()
    {
        VenueSettings settings = _folder.Settings(_folder.Tape(2)) with
        {
            Tape = null,
            TapePath = _folder.File("none.csv"),
        };
        var error = Assert.Throws<TapeException>(() => new VenueHost(settings, _clock));
        Assert.Contains("none.csv", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new VenueHost(settings with { TapePath = null }, _clock));
    }
}
