using System.Runtime.CompilerServices;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Gateway;

/// <summary>
/// A venue and a client on one thread and one clock, which creeps forward while they talk. The tape's rows are 20
/// seconds apart.
/// </summary>
internal sealed class VenueSessionRig : IDisposable
{
    public const long GapNanos = 20_000_000_000;
    private const long CreepNanos = 1_000;

    private readonly VenueFolder _folder = new();
    private readonly VenueClock _clock = new();

    public VenueSessionRig(Func<int, TopOfBook>? row = null, Func<VenueSettings, VenueSettings>? change = null)
    {
        VenueSettings settings = _folder.Settings(_folder.Tape(20, GapNanos, row));
        Settings = change?.Invoke(settings) ?? settings;
        Host = new VenueHost(Settings, _clock);
        Settings = Settings with { FixPort = Host.BoundFixPort };
        Client = new VenueClient(_folder, Host.BoundFixPort, _clock);
        Until(() => Client.IsUp && Host.AnyLoggedOn && Host.Counters.Ticks > 0);
    }

    public VenueSettings Settings { get; }

    public VenueHost Host { get; private set; }

    public VenueClient Client { get; private set; }

    /// <summary>Lets both work until a condition holds.</summary>
    public void Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        long limit = TimeProvider.System.GetTimestamp() + 60 * TimeProvider.System.TimestampFrequency;
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetTimestamp() < limit,
                $"never happened: {what}; answers {string.Join(',', Client.Types)}, logons {Client.Logons}, "
                + $"logout '{Client.LogoutReason}', error '{Client.LastError}'");
            Step();
        }
    }

    /// <summary>Waits for one more answer and returns it.</summary>
    public Dictionary<int, string> Answer()
    {
        int before = Client.Answers.Count;
        Until(() => Client.Answers.Count > before);
        return Client.Last;
    }

    /// <summary>Waits until the client has this many answers in all.</summary>
    public void Answers(int count) => Until(() => Client.Answers.Count >= count, $"{count} answers");

    /// <summary>The tape moves by one row.</summary>
    public void NextRow()
    {
        long ticks = Host.Counters.Ticks;
        _clock.Advance(GapNanos);
        Until(() => Host.Counters.Ticks > ticks);
    }

    /// <summary>The tape moves by one row, which need not be published.</summary>
    public void NextTapeRow()
    {
        int row = Host.NextRow;
        _clock.Advance(GapNanos);
        Until(() => Host.NextRow > row);
    }

    /// <summary>Only the venue works, for a few rounds; the client is asleep.</summary>
    public void VenueOnly()
    {
        for (int i = 0; i < 50; i++)
            Host.DoWork();
    }

    /// <summary>The tape moves by one row while the client is asleep.</summary>
    public void NextRowVenueOnly()
    {
        _clock.Advance(GapNanos);
        VenueOnly();
    }

    /// <summary>A venue killed and started again on the same folder and port.</summary>
    public void RestartVenue()
    {
        int row = Host.NextRow;
        Host.Kill();
        Host = new VenueHost(Settings with { StartRow = row }, _clock);
        Until(() => !Client.IsUp);
        Until(() => Client.IsUp && Host.AnyLoggedOn && Host.Counters.Ticks > 0);
    }

    public void Dispose()
    {
        Client.Dispose();
        Host.Dispose();
        _folder.Dispose();
    }

    private void Step()
    {
        if (Host.DoWork() + Client.DoWork() == 0)
            _clock.Advance(CreepNanos);
    }
}
