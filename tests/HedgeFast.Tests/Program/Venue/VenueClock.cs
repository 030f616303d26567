namespace HedgeFast.Tests.Program.Venue;

/// <summary>A clock that a test advances.</summary>
internal sealed class VenueClock : TimeProvider
{
    private long _nanos = 1_000_000_000;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _nanos;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(20_000).AddTicks(_nanos / 100);

    public void Advance(long nanos) => _nanos += nanos;
}
