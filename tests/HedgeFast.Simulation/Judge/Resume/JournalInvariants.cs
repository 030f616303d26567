using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Judge.Resume;

/// <summary>Nothing is traded that cannot be recorded, and the kill file keeps a kill beyond the process.</summary>
/// <remarks>Invariants 30 and 33.</remarks>
internal sealed class JournalInvariants(World world) : Invariants(world)
{
    private const long Patience = 2_000_000_000;

    private readonly WatchSpells _spells = new(world);
    private bool _hasFailed;
    private bool _hasKillFile;
    private bool _awaitsRearm;

    // A re-arm removed the file and was void: the process that ended kept the kill in its journal alone.
    private bool _isJournalsAlone;

    /// <inheritdoc/>
    public override void OnStarting()
    {
        _hasKillFile = World.Disk.HasFile(WorldPlan.KillFile);
        _isJournalsAlone = !_hasKillFile;
    }

    /// <inheritdoc/>
    public override void OnKill() => _isJournalsAlone = false;

    /// <inheritdoc/>
    public override void OnKillFile(bool exists) => _isJournalsAlone = false;

    /// <inheritdoc/>
    public override void OnSaid(string lines)
    {
        // A re-arm may come before the first round of all stages.
        _isJournalsAlone &= !lines.Contains("kill", StringComparison.Ordinal);
        _hasKillFile &= !lines.Contains("rearm", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _spells.Begin();
        _hasFailed = _awaitsRearm = false;
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        if (!_hasKillFile || without != 0)
            return;
        _hasKillFile = false;
        if (process.Pipeline.Loop.Counters.Killed == 0)
            throw Broken("33", "the kill file was there at the start, and the first round is not killed");
    }

    /// <inheritdoc/>
    public override void Check() => _hasFailed = World.Process?.Pipeline.JournalFailure is not null;

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (_hasFailed && message.Type is "D" or "G" && !message.IsDuplicate)
            throw Broken("30", $"an order left behind a journal that cannot be written: {message}");
    }

    /// <inheritdoc/>
    public override void OnLook(EngineProcess process)
    {
        _spells.Look();

        // A re-arm has removed the file, and a stop makes it void while it waits: the journal then keeps the kill.
        bool isStopping = process.Pipeline.Loop.Counters.Stopping != 0;
        _awaitsRearm = isStopping ? _awaitsRearm : process.Pipeline.Loop.AwaitsRearm;
        bool isKept = process.Pipeline.Loop.Counters.Killed == 0 || _awaitsRearm || _isJournalsAlone
            || !Undisturbed.DiskHolds(World) || process.Pipeline.Control.FileFailure is not null
            || World.Disk.ReadDurable(WorldPlan.KillFile) is not null;
        if (_spells.Of("kill without its file", !isKept) > Patience)
            throw Broken("33", "killed for two seconds, and the disk has no kill file");
    }
}
