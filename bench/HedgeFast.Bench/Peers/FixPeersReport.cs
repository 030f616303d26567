namespace HedgeFast.Bench.Peers;

/// <summary>What <c>peers fix</c> writes as JSON. A peer that is absent on this machine is null.</summary>
internal sealed record FixPeersReport(
    double EncodeNanos,
    double DecodeNanos,
    double BytesPerOrder,
    double SendMicrosP50,
    double RttMicrosP50,
    double RttMicrosP99,
    double EchoRttMicrosP50,
    double? QuickfixRttMicrosP50);
