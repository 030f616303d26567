namespace HedgeFast.Config.Sections;

/// <summary>venue</summary>
internal sealed record VenueSection
{
    public required bool Embedded { get; init; }
    public required string Tape { get; init; }
    public required string Basis { get; init; }
    public required string Halts { get; init; }
    public required double Speed { get; init; }
    public required int LevelTicks { get; init; }
    public required double ImpactHalfLifeMs { get; init; }
    public required double PrintShare { get; init; }
    public required int OptionsPerRow { get; init; }
    public required double OptionHalfSpread { get; init; }
    public required double LatencyMs { get; init; }
    public required double JitterMs { get; init; }
    public required double ReportLatencyMs { get; init; }
    public required double ReportJitterMs { get; init; }
    public required int Seed { get; init; }
    public required int OrdersPerSecond { get; init; }
    public required int RejectEvery { get; init; }
    public required int RefuseCancelEvery { get; init; }
    public required int RefuseReplaceEvery { get; init; }
    public required long MaxFillLots { get; init; }
    public required string Scenarios { get; init; }
    public required string Host { get; init; }
    public required int FixPort { get; init; }
    public required int FeedPort { get; init; }
    public required string StoreDirectory { get; init; }
    public required TapeStart StartWhen { get; init; }
    public required VenueTlsSection Tls { get; init; }
}
