using System.Text.Json.Serialization;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// When the hedging of one's own gamma would move the market that it follows. The measure is the larger of the loop
/// gain and of the footprint over <see cref="FootprintMax"/>; at 1 the loop would feed itself without end.
/// </summary>
public sealed record GovernorSettings
{
    /// <summary>
    /// Linear impact eta: quote currency that the price moves for one unit of the underlying traded. 0 looks at the
    /// footprint alone. Not negative.
    /// </summary>
    public double LinearImpact { get; init; }

    /// <summary>
    /// Footprint, as a share of the day's volume for a move of one percent, that counts as a measure of 1; null does
    /// not look at it. Positive.
    /// </summary>
    public double? FootprintMax { get; init; }

    /// <summary>Measure from which the band is widened. Positive, less than 1.</summary>
    public double WidenAt { get; init; } = 0.2;

    /// <summary>Factor that the band is widened by; at least 1.</summary>
    public double WidenFactor { get; init; } = 2;

    /// <summary>Measure from which hedges are also slowed. Not below <see cref="WidenAt"/>.</summary>
    public double SlowAt { get; init; } = 0.5;

    /// <summary>Shortest exchange time between two hedges when slowed, nanoseconds. Positive.</summary>
    public long SlowNanos { get; init; } = 1_000_000_000;

    /// <summary>Measure from which nothing more is hedged. Not below <see cref="SlowAt"/>, less than 1.</summary>
    public double HaltAt { get; init; } = 0.9;

    /// <summary>Whether there is anything to look at; without, gamma is not taken for it.</summary>
    [JsonIgnore]
    public bool IsOn => LinearImpact > 0 || FootprintMax is not null;
}
