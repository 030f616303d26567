namespace HedgeFast.Fix.Transport;

/// <summary>At most so many logons in any 60 seconds, accepted or not: venues close the port of those who insist.</summary>
internal sealed class LogonThrottle(int logonsPerMinute)
{
    private const long WindowNanos = 60_000_000_000;

    private readonly long[] _logons = new long[logonsPerMinute];
    private int _count;
    private int _oldest;

    /// <summary>Earliest monotonic time of the next logon; long.MinValue when it may go now.</summary>
    public long NextAllowed => _count < _logons.Length ? long.MinValue : _logons[_oldest] + WindowNanos;

    /// <summary>A logon is being sent.</summary>
    public void Sent(long nowMono)
    {
        if (_count < _logons.Length)
        {
            _logons[_count++] = nowMono;
            return;
        }

        _logons[_oldest] = nowMono;
        _oldest = (_oldest + 1) % _logons.Length;
    }
}
