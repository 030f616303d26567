namespace HedgeFast.Core.Greeks;

/// <summary>What the <see cref="PreparationStage"/> knows of an underlying from the start.</summary>
/// <param name="Delta">Which delta.</param>
/// <param name="Rate">Continuous interest rate a year, ACT/365.</param>
/// <param name="PriceInstrument">Dense index of the instrument whose mid is its price.</param>
public readonly record struct PreparedUnderlying(DeltaConvention Delta, double Rate, int PriceInstrument)
{
    /// <summary>Discrete dividends; null without any.</summary>
    public DividendSchedule? Dividends { get; init; }
}
