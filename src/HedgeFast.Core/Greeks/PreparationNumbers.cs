using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks;

/// <summary>The numbers of a <see cref="Preparation"/>: as many as an American option has coefficients.</summary>
[InlineArray(AmericanWindow.Nodes)]
public struct PreparationNumbers
{
    private double _first;
}
