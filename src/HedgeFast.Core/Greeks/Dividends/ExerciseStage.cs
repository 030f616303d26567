namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>Solves one implicit stage of an option with exercise, on a grid: min(A v - right, v - gain) = 0.</summary>
/// <remarks>
/// A is tridiagonal. Solved by policy iteration (Forsyth and Vetzal 2002): with the nodes that are taken for exercised,
/// until none of them changes. At both ends of the grid the value is linear in the process.
/// </remarks>
/// <param name="count">Nodes.</param>
internal sealed class ExerciseStage(int count)
{
    private const int PoliciesMax = 40;

    private readonly double[] _pivots = new double[count];
    private readonly double[] _swept = new double[count];

    /// <summary>Gain of exercise at a node, before <see cref="StageTerms.Shift"/>.</summary>
    public double[] Gains { get; } = new double[count];

    /// <summary>Right side of the stage.</summary>
    public double[] Right { get; } = new double[count];

    /// <summary>Exercised nodes; the search starts from those of the stage before.</summary>
    public bool[] IsExercised { get; } = new bool[count];

    /// <summary>Solves a stage.</summary>
    /// <param name="values">Receives the values.</param>
    /// <param name="terms">The matrix.</param>
    /// <param name="isAmerican">Whether exercise is possible.</param>
    /// <param name="rounding">Largest difference of values that is rounding.</param>
    /// <returns>Whether the nodes settled.</returns>
    public bool TrySolve(double[] values, in StageTerms terms, bool isAmerican, double rounding)
    {
        for (int policy = 0; policy < PoliciesMax; policy++)
        {
            Sweep(values, terms);
            if (!isAmerican || !HasChanged(values, terms, rounding))
                return true;
        }

        return false;
    }

    // Gauss's elimination.
    private void Sweep(double[] values, in StageTerms terms)
    {
        int last = count - 1;
        (double below, double own, double above, double shift, double growth) = terms;
        double shrink = 1 / growth, pivot = 0, swept = 0;
        for (int i = 1; i < last; i++)
        {
            double lower = below, diagonal = own, upper = above, right = Right[i];
            if (IsExercised[i])
            {
                lower = 0;
                diagonal = 1;
                upper = 0;
                right = Gains[i] + shift;
            }
            else if (i == 1)
            {
                lower = 0;
                diagonal = own + (below * (1 + shrink));
                upper = above - (below * shrink);
            }
            else if (i == last - 1)
            {
                lower = below - (above * growth);
                diagonal = own + (above * (1 + growth));
                upper = 0;
            }

            double inverse = 1 / (diagonal - (lower * pivot));
            pivot = upper * inverse;
            swept = (right - (lower * swept)) * inverse;
            (_pivots[i], _swept[i]) = (pivot, swept);
        }

        double value = 0;
        for (int i = last - 1; i > 0; i--)
        {
            value = _swept[i] - (_pivots[i] * value);
            values[i] = value;
        }

        values[0] = values[1] + (shrink * (values[1] - values[2]));
        values[last] = values[last - 1] + (growth * (values[last - 1] - values[last - 2]));
    }

    private bool HasChanged(double[] values, in StageTerms terms, double rounding)
    {
        int last = count - 1;
        bool hasChanged = false;
        for (int i = 1; i < last; i++)
        {
            double asked = (terms.Below * values[i - 1]) + (terms.Own * values[i]) + (terms.Above * values[i + 1]);
            bool isExercised = IsExercised[i]
                ? asked - Right[i] >= -rounding
                : values[i] < Gains[i] + terms.Shift - rounding;
            hasChanged |= isExercised != IsExercised[i];
            IsExercised[i] = isExercised;
        }

        (IsExercised[0], IsExercised[last]) = (IsExercised[1], IsExercised[last - 1]);
        return hasChanged;
    }
}

/// <summary>Matrix row of one stage of <see cref="ExerciseStage"/>, the same at every inner node.</summary>
/// <param name="Below">Factor of the node below.</param>
/// <param name="Own">Factor of the node itself.</param>
/// <param name="Above">Factor of the node above.</param>
/// <param name="Shift">Gain of exercise beyond <see cref="ExerciseStage.Gains"/> at this time.</param>
/// <param name="Growth">Ratio of the process at two neighbours.</param>
internal readonly record struct StageTerms(double Below, double Own, double Above, double Shift, double Growth);
