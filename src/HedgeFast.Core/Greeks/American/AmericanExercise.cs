namespace HedgeFast.Core.Greeks.American;

/// <summary>Where exercise pays.</summary>
internal enum AmericanExercise
{
    /// <summary>Nowhere: the option is European.</summary>
    Never,

    /// <summary>Below a boundary.</summary>
    Below,

    /// <summary>Between two boundaries, at every time to expiry.</summary>
    Between,

    /// <summary>No boundary was found: values are NaN.</summary>
    Unknown,

    /// <summary>Between two boundaries that have met: not yet, but closer to expiry.</summary>
    Later,
}
