namespace HedgeFast.Tests.Fix;

/// <summary>
/// Both clocks of a test; they stand still until told otherwise, and the wall clock can be stepped alone.
/// </summary>
internal sealed class ManualTime : TimeProvider
{
    public long Mono { get; set; } = 1_000_000_000;

    public long Utc { get; set; } =
        (new DateTime(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) * 100;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Mono;

    public override DateTimeOffset GetUtcNow() => DateTime.UnixEpoch.AddTicks(Utc / 100);

    public void Advance(long nanos)
    {
        Mono += nanos;
        Utc += nanos;
    }
}
