namespace HedgeFast.Core.Ring;

/// <summary>A step of the pipeline. It owns no thread: a schedule calls it, always from the same thread.</summary>
public interface IStage
{
    /// <summary>Name for reports and thread names.</summary>
    string Name { get; }

    /// <summary>Does what can be done without waiting, within a bound of its own.</summary>
    /// <returns>How much was done; 0 means idle.</returns>
    int DoWork();
}
