namespace HedgeFast.Compare;

/// <summary>Running variance of a series (Welford 1962).</summary>
internal struct Moments
{
    private long _count;
    private double _mean;
    private double _squares;

    /// <summary>Sample variance; 0 for fewer than two values.</summary>
    public readonly double Variance => _count > 1 ? _squares / (_count - 1) : 0;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _count++;
        double off = value - _mean;
        _mean += off / _count;
        _squares += off * (value - _mean);
    }
}
