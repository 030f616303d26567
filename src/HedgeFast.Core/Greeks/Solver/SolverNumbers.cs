using System.Runtime.CompilerServices;
using HedgeFast.Core.Greeks.American;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>The numbers of a <see cref="SolverResult"/>: as many as an American option has coefficients.</summary>
[InlineArray(AmericanWindow.Nodes)]
public struct SolverNumbers
{
    private double _first;
}
