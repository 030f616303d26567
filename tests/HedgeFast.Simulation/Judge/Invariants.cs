using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge;

/// <summary>A group of invariants: keeps its own account of a world, and throws where one fails.</summary>
/// <param name="world">The world.</param>
internal abstract class Invariants(World world)
{
    protected World World => world;

    /// <summary>A process is about to start, on the disk as the one before left it.</summary>
    public virtual void OnStarting()
    {
    }

    /// <summary>A process has started; its first turn follows.</summary>
    public virtual void OnStart(EngineProcess process)
    {
    }

    /// <summary>Orders and session have ended, or had the time to; the engine ends next.</summary>
    public virtual void OnStopped(EngineProcess process)
    {
    }

    /// <summary>The process ended in order; its state can be read once more.</summary>
    public virtual void OnEnd(EngineProcess process)
    {
    }

    /// <summary>The process has died, by itself, killed or without power.</summary>
    public virtual void OnDeath()
    {
    }

    /// <summary>Every stage but those named had its turn.</summary>
    /// <param name="process">The process.</param>
    /// <param name="without">Stages without a turn, as bits.</param>
    public virtual void OnRound(EngineProcess process, uint without)
    {
    }

    /// <summary>The watch has looked at the engine, and raised or cleared alerts.</summary>
    public virtual void OnLook(EngineProcess process)
    {
    }

    /// <summary>Operators of both sides agreed that the session begins again at 1; no process runs.</summary>
    public virtual void OnSessionReset()
    {
    }

    /// <summary>An operator wrote lines into the operator file.</summary>
    public virtual void OnSaid(string lines)
    {
    }

    /// <summary>The engine has handed a FIX message to its kernel.</summary>
    public virtual void OnSent(in WireMessage message)
    {
    }

    /// <summary>The engine has read a message of the exchange, in sequence; its round is over.</summary>
    /// <param name="message">The message.</param>
    /// <param name="outcome">Its effect on the judge's ledger.</param>
    public virtual void OnSeen(in WireMessage message, LedgerOutcome outcome)
    {
    }

    /// <summary>The feed has sent a quote, true or not.</summary>
    public virtual void OnQuoted(int instrument, SimTouch touch)
    {
    }

    /// <summary>An operator gave the kill signal.</summary>
    public virtual void OnKill()
    {
    }

    /// <summary>An operator asked the process to stop.</summary>
    public virtual void OnStop()
    {
    }

    /// <summary>An operator made or touched the kill file, or removed it.</summary>
    public virtual void OnKillFile(bool exists)
    {
    }

    /// <summary>A step of the world is over.</summary>
    public virtual void Check()
    {
    }

    /// <summary>All faults have stopped.</summary>
    public virtual void BeginCalm()
    {
    }

    /// <summary>Reason to wait for the engine to come to rest; empty for none.</summary>
    public virtual string Unrest() => "";

    /// <summary>The world has ended.</summary>
    public virtual void End()
    {
    }

    /// <summary>Fails an invariant.</summary>
    /// <param name="name">Its name, as the README lists them.</param>
    /// <param name="what">What was seen, in numbers.</param>
    protected static InvariantException Broken(string name, string what) => new(name, what);
}
