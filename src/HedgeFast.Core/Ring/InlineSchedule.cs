namespace HedgeFast.Core.Ring;

/// <summary>Runs every stage on the calling thread, in flow order: replay, tests, simulation.</summary>
/// <param name="stages">The stages, in this order.</param>
public sealed class InlineSchedule(params IReadOnlyList<IStage> stages)
{
    private readonly IStage[] _stages = [.. stages];

    /// <summary>Gives every stage one turn. An exception of a stage passes through.</summary>
    /// <returns>Sum of the stages' returns; 0 when none found work.</returns>
    public int RunRound()
    {
        int work = 0;
        foreach (IStage stage in _stages)
            work += stage.DoWork();
        return work;
    }

    /// <summary>Runs rounds until one finds no work.</summary>
    /// <param name="roundLimit">Most rounds to run.</param>
    /// <returns>Whether everything came to rest; false when the limit ended it.</returns>
    public bool RunUntilIdle(int roundLimit = int.MaxValue)
    {
        for (int round = 0; round < roundLimit; round++)
        {
            if (RunRound() == 0)
                return true;
        }

        return false;
    }
}
