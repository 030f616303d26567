namespace HedgeFast.Core.Ring;

/// <summary>What a thread does between two rounds of its stages. Belongs to that thread alone.</summary>
public interface IWaitStrategy
{
    /// <summary>To be called after every round.</summary>
    /// <param name="workDone">What the round's stages returned together; 0 means that none found work.</param>
    void Idle(int workDone);
}
