using HedgeFast.Fix.Store;

namespace HedgeFast.Config.Sections;

/// <summary>fix. Null is the profile's value.</summary>
internal sealed record FixSection
{
    public required string Profile { get; init; }
    public required FixVersion? Version { get; init; }
    public required string Host { get; init; }
    public required int Port { get; init; }
    public required string Backups { get; init; }
    public required string SenderCompId { get; init; }
    public required string TargetCompId { get; init; }
    public required string SenderSubId { get; init; }
    public required string User { get; init; }
    public required string Secret { get; init; }
    public required int? HeartbeatSeconds { get; init; }
    public required bool? ResetOnLogon { get; init; }
    public required string StoreDirectory { get; init; }
    public required FsyncPolicy Fsync { get; init; }
    public required string LogFile { get; init; }
    public required double ReconnectMinMs { get; init; }
    public required double ReconnectMaxMs { get; init; }
    public required int LogonsPerMinute { get; init; }
    public required double? LogonTimeoutMs { get; init; }
    public required double? LogoutTimeoutMs { get; init; }
    public required double? MaxSendingTimeSkewMs { get; init; }
    public required int MaxMessageBytes { get; init; }
    public required string Dictionary { get; init; }
    public required string TransportDictionary { get; init; }
    public required FixTlsSection Tls { get; init; }
}
