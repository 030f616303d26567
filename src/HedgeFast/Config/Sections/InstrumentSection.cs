using HedgeFast.Core.Book;

namespace HedgeFast.Config.Sections;

/// <summary>instruments[]</summary>
internal sealed record InstrumentSection
{
    public required string Symbol { get; init; }
    public required long FeedId { get; init; }
    public required string Underlying { get; init; }
    public required InstrumentKind Kind { get; init; }
    public required double ContractSize { get; init; }
    public required decimal TickSize { get; init; }
    public required double TakerFee { get; init; }
    public required long StartLots { get; init; }
    public required string QuoteCurrency { get; init; }
    public required double MaxBasisFraction { get; init; }
    public required string Expiry { get; init; }
    public required double AveragingMinutes { get; init; }
    public required bool AllowsNegativePrice { get; init; }
    public required double MaxMoveFraction { get; init; }
}
