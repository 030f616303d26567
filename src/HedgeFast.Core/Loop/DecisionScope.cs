namespace HedgeFast.Core.Loop;

/// <summary>Which underlyings decide anew after a control event.</summary>
internal enum DecisionScope : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those whose last decision could not be carried out.</summary>
    Retries = 1,

    /// <summary>All.</summary>
    All = 2,
}
