using System.Globalization;
using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Outside;

/// <summary>The desk's operator: reads alerts and refusals, and does what their words say.</summary>
/// <param name="world">The world.</param>
internal sealed class DeskOperator(World world)
{
    private const string Name = "Quinn";
    private const long Second = 1_000_000_000;

    private int _foldersKept;

    /// <summary>Acts on every condition that holds.</summary>
    public void Look()
    {
        if (world.Process is null)
            return;
        if (world.Alerts.IsRaised("session-refused"))
            Reconnect(world.Alerts.Find("session-refused")!.Detail);
        if (world.Alerts.IsRaised("kill-switch") || world.Alerts.IsRaised("latched"))
            world.Say($"rearm {Name}\n");
        if (world.IsCalm)
            SettlePositions();
    }

    /// <summary>Acts on a start that was refused.</summary>
    /// <param name="words">The refusal.</param>
    /// <returns>Whether its words asked for something.</returns>
    public bool OnRefusedStart(string words)
    {
        if (words.Contains("remove the file", StringComparison.Ordinal))
        {
            world.Disk.Remove(WorldPlan.DayFile);
            return true;
        }

        if (words.Contains("is not after the valuation time", StringComparison.Ordinal))
        {
            world.EnginePlan = world.EnginePlan with
            {
                BookCsv = Encoding.UTF8.GetBytes(
                    BookText.Of([.. world.Plan.Book.Where(option => option.ExpiryNanos > world.Feed.Utc)])),
            };
            return true;
        }

        bool isOfJournal = words.Contains(WorldPlan.Journal, StringComparison.Ordinal)
            || words.Contains("the journal ends within", StringComparison.Ordinal);
        if (isOfJournal && !words.Contains("No space", StringComparison.Ordinal))
        {
            BeginAnew();
            return true;
        }

        if (!words.Contains(WorldPlan.Store, StringComparison.Ordinal))
            return false;
        ResetSession();
        return true;
    }

    // "MsgSeqNum too low": one side has lost its numbers. Both sides begin again at 1, with the process stopped.
    private void Reconnect(string words)
    {
        if (words.Contains("too low", StringComparison.Ordinal) || words.Contains("too high", StringComparison.Ordinal))
            world.StopThen(ResetSession);
        else
            world.Say($"reconnect {Name}\n");
    }

    private void ResetSession()
    {
        MoveAway(WorldPlan.Store);
        world.RestartVenue(forgets: true);
        world.Judge.OnSessionReset();
    }

    // A folder of its own, with the exchange's position as startLots.
    private void BeginAnew()
    {
        MoveAway(WorldPlan.Journal);
        Instrument[] instruments =
        [
            .. world.Plan.Settings.Instruments.Select(
                each => each with { StartLots = world.Venue.Exchange.Positions[each.Index] }),
        ];
        world.EnginePlan = world.EnginePlan with { Settings = world.Plan.Settings with { Instruments = instruments } };
    }

    private void MoveAway(string folder)
    {
        string kept = string.Create(CultureInfo.InvariantCulture, $"{folder}-kept-{++_foldersKept}");
        world.Disk.MakeFolder(kept);
        foreach (string file in world.Disk.Files(folder).ToArray())
            world.Disk.Move(file, kept + file[folder.Length..]);
    }

    // The exchange's own number, asked for by telephone once nothing is under way.
    private void SettlePositions()
    {
        string details = string.Join(
            " | ",
            world.Alerts.Raised.Where(alert => alert.Name is "position-differs" or "position-in-doubt")
                .Select(alert => alert.Detail));
        if (details.Length == 0 || world.Venue.HasWaiting || world.Venue.Exchange.Open.Any(order => order.IsOurs))
            return;
        foreach (Instrument instrument in world.Plan.Settings.Instruments)
        {
            if (!details.Contains($"position {instrument.Symbol} LOTS NAME", StringComparison.Ordinal))
                continue;
            long lots = world.Venue.Exchange.Positions[instrument.Index];
            world.Say(string.Create(CultureInfo.InvariantCulture, $"position {instrument.Symbol} {lots} {Name}\n"));
        }
    }

    /// <summary>Pause between two looks, nanoseconds: by day the desk has other things to do.</summary>
    public long PauseNanos => world.IsCalm ? 2 * Second : 12 * Second;
}
