namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>The discrete dividends of one underlying and how its options take them.</summary>
public sealed record DividendRule
{
    /// <summary>Escrowed or piecewise lognormal.</summary>
    public DividendModel Model { get; init; }

    /// <summary>The dividends, by rising ex date.</summary>
    public IReadOnlyList<Dividend> Given { get; init; } = [];
}
