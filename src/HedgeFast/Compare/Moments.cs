namespace HedgeFast.Compare;

/// <summary>Mean and variance of a series as it comes (Welford 1962).</summary>
internal struct Moments
{
    private long _count;
    private double _mean;
    private double _squares;

    /// <summary>Variance; 0 for fewer than two values.</summary>
    public readonly double Variance => _count > 1 ? _squares / (_count - 1) : 0;

    /// <summary>Takes a value.</summary>
    public void Add(double value)
    {
        _count++;
        double off = value - _mean;
        _mean += off / _count;
        _squares += off * (value - _mean);
    }
}
