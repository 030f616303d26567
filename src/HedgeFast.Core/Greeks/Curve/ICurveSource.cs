using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// Options of one underlying that enter its net-delta curve together: a sum that is a smooth function of a level, and a
/// bound for interpolating it. The kernel's options are one such source; a model with deltas of another form, American
/// exercise for one, is another, through its deltas at the nodes. It has to be the same function that the exact
/// revaluation sums.
/// </summary>
internal interface ICurveSource
{
    /// <summary>Options in it; 0 leaves it out.</summary>
    int Count { get; }

    /// <summary>Most options that <see cref="Sum"/> may take at once: about a microsecond of work.</summary>
    int SumBlock { get; }

    /// <summary>Most options that <see cref="AddBound"/> may take at once: about a microsecond of work.</summary>
    int BoundBlock { get; }

    /// <summary>How the level follows from the price.</summary>
    LevelKind Kind { get; }

    /// <summary>R: the level is ln(price / R) or price - R.</summary>
    double Reference { get; }

    /// <summary>Whether the sum is divided by the price to become a delta.</summary>
    bool DividesByPrice { get; }

    /// <summary>Sum of the options [start, start + count) at a level.</summary>
    double Sum(double level, int start, int count);

    /// <summary>
    /// Adds what the options [start, start + count) contribute to the error of interpolating the sum.
    /// </summary>
    void AddBound(ref CurveBound bound, int start, int count);
}
