using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Config.Sections;

/// <summary>underlyings[]</summary>
internal sealed record UnderlyingSection
{
    public required string Name { get; init; }
    public required DeltaConvention Delta { get; init; }
    public required string HedgeInstrument { get; init; }
    public required IReadOnlyList<string> Fallbacks { get; init; }
    public required double FallbackAfterMs { get; init; }
    public required BandSection Band { get; init; }
    public required double HedgeRatio { get; init; }
    public required PolicySection Policy { get; init; }
    public required CostsSection Costs { get; init; }
    public required GovernorSection Governor { get; init; }
    public required RevalueMode Revalue { get; init; }
    public required double Rate { get; init; }
    public required double Carry { get; init; }
    public required ForwardSection Forward { get; init; }

    public required DividendsSection Dividends { get; init; }
    public required double TimeStepMs { get; init; }
    public required SettlementDelta SettlementDelta { get; init; }
    public required string ExpiryTime { get; init; }
    public required VolatilitySection Volatility { get; init; }
}
