namespace HedgeFast.Core.Greeks.American;

/// <summary>One stage of <see cref="ExerciseStage"/>: the row of its matrix, the same at every inner node.</summary>
/// <param name="Below">Factor of the node below.</param>
/// <param name="Own">Factor of the node itself.</param>
/// <param name="Above">Factor of the node above.</param>
/// <param name="Shift">What exercise gains more than <see cref="ExerciseStage.Gains"/> at this time.</param>
/// <param name="Growth">Ratio of the process at two neighbours.</param>
internal readonly record struct StageTerms(double Below, double Own, double Above, double Shift, double Growth);
