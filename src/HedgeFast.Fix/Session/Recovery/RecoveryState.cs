using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>
/// State of the recovery on one connection: the open gap, held messages and the resend answer under way.
/// </summary>
internal sealed class RecoveryState(
    IMessageStore store, SequenceGate gate, HeldMessages held, ResendAnswer answer, SessionCounters counters)
{
    /// <summary>Drops all of it; the next connection finds its gaps anew.</summary>
    public void Forget()
    {
        gate.Close();
        answer.Stop();
        held.Clear();
    }

    /// <summary>Starts both sequences at 1; nothing sent before can be resent.</summary>
    public void StartAnew()
    {
        store.Reset();
        counters.Resets++;
        Forget();
    }
}
