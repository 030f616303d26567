namespace HedgeFast.Core.Hedge;

/// <summary>The rule that made a hedge decision.</summary>
public enum DecisionRule : byte
{
    /// <summary>The whole delta interval is above the upper edge of the band: sell.</summary>
    AboveBand = 1,

    /// <summary>The whole delta interval is below the lower edge of the band: buy.</summary>
    BelowBand = 2,
}
