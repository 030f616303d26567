namespace HedgeFast.Core.Ring;

/// <summary>Several stages run in order as one.</summary>
/// <param name="name">Name of the whole.</param>
/// <param name="stages">The stages, in the order they get their turn.</param>
public sealed class StageChain(string name, params IStage[] stages) : IStage
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int DoWork()
    {
        int work = 0;
        foreach (IStage stage in stages)
            work += stage.DoWork();
        return work;
    }
}
