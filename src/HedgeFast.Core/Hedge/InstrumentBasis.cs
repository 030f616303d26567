namespace HedgeFast.Core.Hedge;

/// <summary>
/// Basis of an instrument, a fraction of its forward: mid / (S e^(carry T)) - 1, S the preferred instrument's mid.
/// Owned by the loop.
/// </summary>
/// <remarks>
/// Measured while both quotes are good, unchanged while they are not. Prices and deltas use the average; the guard
/// checks the latest.
/// </remarks>
internal struct InstrumentBasis
{
    // Quotes that the average looks back: long enough to forget that two instruments never quote at the same instant,
    // short enough to follow a funding period.
    private const double Memory = 1.0 / 256;

    // The basis in force moves in steps of a tenth of a basis point, so that what was proved with it holds between
    // them; on a delta that is a part in 100,000.
    private const double Step = 1e-5;

    private long _samples;

    /// <summary>The latest basis.</summary>
    public double Last { get; private set; }

    /// <summary>The average basis.</summary>
    public double Average { get; private set; }

    /// <summary>The basis in use for prices and deltas.</summary>
    public double InForce { get; private set; }

    /// <summary>Number of measurements; the first ones weigh more.</summary>
    public readonly long Samples => _samples;

    /// <summary>Whether the basis was ever measured.</summary>
    public readonly bool IsKnown => _samples > 0;

    /// <summary>Whether the latest basis exists and is no further from 0 than allowed.</summary>
    public readonly bool IsWithin(double most) => IsKnown && Math.Abs(Last) <= most;

    /// <summary>Adds a measurement; NaN and prices that are not positive are ignored.</summary>
    /// <param name="mid">Mid of the instrument, quote currency.</param>
    /// <param name="forward">Forward of the instrument, quote currency.</param>
    /// <returns>Whether the basis in force has changed.</returns>
    public bool Add(double mid, double forward)
    {
        if (!(mid > 0 && forward > 0))
            return false;
        _samples++;
        Last = (mid / forward) - 1;
        Average += Math.Max(Memory, 1.0 / _samples) * (Last - Average);
        if (Math.Abs(Average - InForce) < Step)
            return false;
        InForce = Average;
        return true;
    }
}
