using HedgeFast.Core.Greeks.Dividends;

namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].dividends</summary>
internal sealed record DividendsSection
{
    public required DividendModel Model { get; init; }
    public required string Given { get; init; }
}
