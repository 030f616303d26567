namespace HedgeFast.Core.Hedge;

/// <summary>
/// What an instrument trades above or below its forward, a fraction of it: mid / (S e^(carry T)) - 1, S being the mid
/// of the preferred instrument. It is measured while both are good and stands still while they are not. The average
/// goes into prices and deltas; the latest is what the guard looks at. Owned by the loop.
/// </summary>
internal struct InstrumentBasis
{
    // Quotes that the average looks back: long enough to forget that two instruments never quote at the same instant,
    // short enough to follow a funding period.
    private const double Memory = 1.0 / 256;

    // The basis in force moves in steps of a tenth of a basis point, so that what was proved with it holds between
    // them; on a delta that is a part in 100,000.
    private const double Step = 1e-5;

    private long _samples;

    /// <summary>The latest.</summary>
    public double Last { get; private set; }

    /// <summary>The average.</summary>
    public double Average { get; private set; }

    /// <summary>The one that prices and deltas are reckoned with.</summary>
    public double InForce { get; private set; }

    /// <summary>How often it was measured; the first ones weigh more.</summary>
    public readonly long Samples => _samples;

    /// <summary>Whether it has ever been measured.</summary>
    public readonly bool IsKnown => _samples > 0;

    /// <summary>Whether the latest is known and no further from 0 than allowed.</summary>
    public readonly bool IsWithin(double most) => IsKnown && Math.Abs(Last) <= most;

    /// <summary>Takes a measurement; one that is no number, or of prices that are not positive, is none.</summary>
    /// <param name="mid">Mid of the instrument, quote currency.</param>
    /// <param name="forward">Its forward, quote currency.</param>
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
