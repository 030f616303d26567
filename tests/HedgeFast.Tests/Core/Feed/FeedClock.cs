namespace HedgeFast.Tests.Core.Feed;

/// <summary>A clock that stands until the test moves it.</summary>
internal sealed class FeedClock(long frequency = 1_000_000_000) : TimeProvider
{
    private long _stamp = 5 * frequency;

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => _stamp;

    public long Nanos => _stamp * (1_000_000_000 / frequency);

    public void AdvanceNanos(long nanos) => _stamp += nanos / (1_000_000_000 / frequency);

    public void AdvanceMillis(long millis) => AdvanceNanos(millis * 1_000_000);
}
