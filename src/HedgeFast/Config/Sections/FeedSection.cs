using HedgeFast.Core.Feed;

namespace HedgeFast.Config.Sections;

/// <summary>feed</summary>
internal sealed record FeedSection
{
    public required FeedTransport Transport { get; init; }
    public required string Host { get; init; }
    public required int Port { get; init; }
    public required string Group { get; init; }
    public required double StaleMs { get; init; }
    public required ClockKind? Clock { get; init; }
    public required double ClockToleranceMs { get; init; }
    public required double ConfirmFirstMs { get; init; }
    public required IReadOnlyList<string> Sources { get; init; }
    public required IReadOnlyList<int> Channels { get; init; }
    public required double ReconnectMinMs { get; init; }
    public required double ReconnectMaxMs { get; init; }
    public required int MaxFrameBytes { get; init; }
}
