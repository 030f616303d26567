namespace HedgeFast.Core.Greeks.Curve;

/// <summary>
/// Options of one underlying whose sum enters the net-delta curve: a smooth function of a level, with an interpolation
/// bound.
/// </summary>
/// <remarks>
/// The kernel's options are one such source; a model with deltas of another form, American exercise for one, is
/// another, through its deltas at the nodes. It has to be the same function that the exact revaluation sums.
/// </remarks>
internal interface ICurveSource
{
    /// <summary>Number of options; a source with 0 is left out.</summary>
    int Count { get; }

    /// <summary>Largest block for <see cref="Sum"/>: about a microsecond of work.</summary>
    int SumBlock { get; }

    /// <summary>Largest block for <see cref="AddBound"/>: about a microsecond of work.</summary>
    int BoundBlock { get; }

    /// <summary>Coordinate of the level.</summary>
    LevelKind Kind { get; }

    /// <summary>R: the level is ln(price / R) or price - R.</summary>
    double Reference { get; }

    /// <summary>Whether the sum is divided by the price to become a delta.</summary>
    bool DividesByPrice { get; }

    /// <summary>Sum of the options [start, start + count) at a level.</summary>
    double Sum(double level, int start, int count);

    /// <summary>Adds the interpolation error of the options [start, start + count) to a bound.</summary>
    void AddBound(ref CurveBound bound, int start, int count);
}

/// <summary>The coordinate in which a delta is smooth.</summary>
internal enum LevelKind : byte
{
    /// <summary>ln(price / R).</summary>
    Logarithm = 1,

    /// <summary>price - R.</summary>
    Difference = 2,
}
