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

    /// <inheritdoc/>
    public override void OnStarting() => _hasKillFile = World.Disk.HasFile(WorldPlan.KillFile);

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _spells.Begin();
        _hasFailed = false;
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
        bool isKept = process.Pipeline.Loop.Counters.Killed == 0 || process.Pipeline.Loop.AwaitsRearm
            || !Undisturbed.DiskHolds(World) || process.Pipeline.Control.FileFailure is not null
            || World.Disk.ReadDurable(WorldPlan.KillFile) is not null;
        if (_spells.Of("kill without its file", !isKept) > Patience)
            throw Broken("33", "killed for two seconds, and the disk has no kill file");
    }
}
