using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Told;

/// <summary>A kill and the day's loss clear the market, and an order without an answer is asked about.</summary>
/// <remarks>Invariants 17 and 22.</remarks>
internal sealed class ClearingInvariants(World world) : Invariants(world)
{
    private const long Second = 1_000_000_000;

    // Requests double their interval up to 64 times half a second.
    private const long LongestRetry = 40 * Second;

    private static readonly string[] Excuses =
        ["cancel-refused", "unresolved", "session-down", "session-refused", "unknown-order"];

    private readonly WatchSpells _spells = new(world);
    private readonly AlertCounts _counts = new(world);
    private readonly Dictionary<string, long> _unanswered = [];
    private readonly List<string> _overdue = [];
    private int _reportsSeen;
    private bool _wasDisturbed;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _spells.Begin();
        _counts.Begin();
        _unanswered.Clear();
        _wasDisturbed = true;
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (message.IsDuplicate)
            return;
        if (message.Type == "D")
            _unanswered[message.Of(11)] = _spells.Now;
        else if (message.Type is "F" or "G" or "H")
            _unanswered.Remove(message.Type == "H" ? message.Of(11) : message.Of(41));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// While the exchange asks for messages again the session takes no request, and the next one is due after twice the
    /// time.
    /// </remarks>
    public override void OnSeen(in WireMessage message, LedgerOutcome outcome)
    {
        if (message.Type == "2")
            _unanswered.Clear();
    }

    /// <inheritdoc/>
    public override void OnLook(EngineProcess process)
    {
        _spells.Look();
        _counts.Look(process);
        LoopCounters counters = process.Pipeline.Loop.Counters;
        bool isClear = Undisturbed.Holds(World) && counters is { SessionUp: 1, Recovering: 0 };
        Clearing(counters, isClear);
        Questions(isClear && counters.Stopping == 0);
    }

    private void Clearing(LoopCounters counters, bool isClear)
    {
        bool clears = counters.Killed != 0 || (counters.Latches & (long)LimitLatches.DayLoss) != 0;
        _wasDisturbed = clears && (_wasDisturbed || !isClear);
        bool isOpen = clears && isClear && World.Venue.Exchange.Open.Any(order => order.IsOurs);
        long lasted = _spells.Of("clearing", isOpen);
        bool isTold = lasted >= 0 && _counts.AreTold("clearing", lasted == 0, Excuses);
        long patience = 5 * Second + (World.Plan.Session.SendLimits is null ? 0 : 20 * Second);
        if (lasted > (_wasDisturbed ? LongestRetry : patience) && !isTold)
            throw Broken("17", $"orders work at the exchange {lasted / 1e9:F1} s behind a kill: {FirstOpen()}");
    }

    private void Questions(bool isClear)
    {
        for (; _reportsSeen < World.Venue.Sent.Count; _reportsSeen++)
        {
            SimReport report = World.Venue.Sent[_reportsSeen];
            _unanswered.Remove(report.Id);
            _unanswered.Remove(report.OriginalId);
            _unanswered.Remove(report.Order?.Id ?? "");
        }

        if (!isClear || World.Plan.Session.SendLimits is not null)
        {
            _unanswered.Clear();
            return;
        }

        long patience = World.Plan.Settings.Orders.CancelAfterNanos + 2 * Second;
        _overdue.Clear();
        foreach ((string id, long sent) in _unanswered)
        {
            if (_spells.Now - sent > patience)
                _overdue.Add(id);
        }

        if (_overdue.Count > 0)
            throw Broken("22", $"no question about {_overdue[0]}, which has had no answer for {patience / 1e9:F1} s");
    }

    private string FirstOpen()
    {
        SimOrder order = World.Venue.Exchange.Open.First(each => each.IsOurs);
        return $"{order.Id}, {order.Leaves} lots";
    }
}
