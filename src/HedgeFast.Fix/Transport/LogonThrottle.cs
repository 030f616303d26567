namespace HedgeFast.Fix.Transport;

/// <summary>At most four logons a minute to a peer that refuses them: venues close the port of those who insist.</summary>
internal sealed class LogonThrottle
{
    private const int MostAttempts = 4;
    private const long WindowNanos = 60_000_000_000;

    private readonly long[] _attempts = new long[MostAttempts];
    private int _count;
    private int _oldest;

    /// <summary>Earliest monotonic time of the next logon; long.MinValue when it may go now.</summary>
    public long NextAllowed => _count < MostAttempts ? long.MinValue : _attempts[_oldest] + WindowNanos;

    /// <summary>A logon is being sent.</summary>
    public void Attempted(long nowMono)
    {
        if (_count < MostAttempts)
        {
            _attempts[(_oldest + _count++) % MostAttempts] = nowMono;
            return;
        }

        _attempts[_oldest] = nowMono;
        _oldest = (_oldest + 1) % MostAttempts;
    }

    /// <summary>A logon was accepted.</summary>
    public void Succeeded() => _count = 0;
}
