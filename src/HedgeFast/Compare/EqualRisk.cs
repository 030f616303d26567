namespace HedgeFast.Compare;

/// <summary>What is made equal between two policies before their costs are compared.</summary>
internal enum EqualRisk
{
    /// <summary>
    /// Variance of the profit and loss that the residual delta leaves, <see cref="PolicyResult.HedgingError"/>: what the cost-aware bands were derived for. A delta that is off while the
    /// price moves a lot counts more than one that is off while it stands.
    /// </summary>
    Profit,

    /// <summary>Root mean square of the residual delta over the quotes, <see cref="PolicyResult.ResidualRisk"/>: every quote counts the same.</summary>
    Delta,
}
