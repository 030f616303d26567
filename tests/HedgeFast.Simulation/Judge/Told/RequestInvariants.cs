using System.Globalization;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Told;

/// <summary>Operators' lines are obeyed or refused aloud. Invariant 21.</summary>
internal sealed class RequestInvariants(World world) : Invariants(world)
{
    private const long Patience = 6_000_000_000;

    private readonly WatchSpells _spells = new(world);
    private readonly List<Line> _lines = [];
    private long _refused;
    private long _changesRefused;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _spells.Begin();
        _lines.Clear();
        _refused = _changesRefused = 0;
    }

    /// <inheritdoc/>
    public override void OnDeath() => _lines.Clear();

    /// <inheritdoc/>
    public override void OnSaid(string lines)
    {
        if (World.Process is null || lines.Contains("kill", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            double? limit = words is ["limit", "maxPositionLots", var value, _]
                ? double.Parse(value, CultureInfo.InvariantCulture)
                : null;
            bool isRefused = words is ["rearm"] or ["posittion", ..] or ["limit", _, "ten", _] or ["limit", _, _]
                or ["position", "NOWHERE", ..];
            if (limit is not null || isRefused)
                _lines.Add(new Line(line, _spells.Now, limit, _refused, _changesRefused));
        }
    }

    /// <inheritdoc/>
    public override void OnLook(EngineProcess process)
    {
        _spells.Look();
        LoopCounters counters = process.Pipeline.Loop.Counters;
        _refused = EventAlerts.RequestsRefused(process);
        _changesRefused = counters.LimitChangesRefused;
        long inForce = process.Pipeline.Loop.Limits.Settings.MaxPositionLots;
        LimitSettings configured = World.Plan.Settings.Limits;
        if (inForce > configured.OperatorFactor * configured.MaxPositionLots)
            throw Broken("21", $"maxPositionLots {inForce} in force, {configured.MaxPositionLots} configured");
        bool mayJudge = Undisturbed.DiskHolds(World) && World.Timeline.Now >= World.PausedUntil;
        if (!mayJudge || counters.Stopping != 0)
            _lines.Clear();
        for (int i = _lines.Count - 1; i >= 0; i--)
        {
            Line line = _lines[i];
            bool isAnswered = line.Limit is { } limit
                ? inForce == (long)limit || _changesRefused > line.ChangesRefused || _refused > line.Refused
                : _refused > line.Refused;
            if (isAnswered)
                _lines.RemoveAt(i);
            else if (_spells.Now - line.SaidNanos > Patience)
                throw Broken("21", $"'{line.Text}' was neither obeyed nor refused");
        }
    }

    private sealed record Line(string Text, long SaidNanos, double? Limit, long Refused, long ChangesRefused);
}
