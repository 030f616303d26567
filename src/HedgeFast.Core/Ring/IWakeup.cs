namespace HedgeFast.Core.Ring;

/// <summary>Rouses a thread that sleeps because it had no work.</summary>
public interface IWakeup
{
    /// <summary>
    /// To be called by any thread after it has published work. Costs one volatile read while nobody sleeps.
    /// </summary>
    void Wake();
}
