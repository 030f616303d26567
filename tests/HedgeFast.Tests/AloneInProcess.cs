namespace HedgeFast.Tests;

/// <summary>Tests of what belongs to the whole process, such as its memory: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInProcess
{
    public const string Name = "alone in the process";
}
