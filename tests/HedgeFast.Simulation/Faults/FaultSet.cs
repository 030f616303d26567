using System.Numerics;

namespace HedgeFast.Simulation.Faults;

/// <summary>A set of fault kinds.</summary>
internal readonly record struct FaultSet(UInt128 Bits)
{
    /// <summary>Every kind.</summary>
    public static FaultSet All { get; } = new((UInt128.One << Enum.GetValues<FaultKind>().Length) - 1);

    public int Count => BitOperations.PopCount((ulong)Bits) + BitOperations.PopCount((ulong)(Bits >> 64));

    public bool Has(FaultKind kind) => (Bits >> (int)kind & 1) != 0;

    public FaultSet With(FaultKind kind) => new(Bits | UInt128.One << (int)kind);

    public FaultSet Without(FaultSet others) => new(Bits & ~others.Bits);

    public IEnumerable<FaultKind> Kinds()
    {
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            if (Has(kind))
                yield return kind;
        }
    }

    /// <summary>The names with commas between.</summary>
    public override string ToString() => string.Join(',', Kinds());

    /// <summary>Reads names with commas between.</summary>
    public static FaultSet Parse(string names)
    {
        FaultSet set = default;
        foreach (string name in names.Split(',', StringSplitOptions.RemoveEmptyEntries))
            set = set.With(Enum.Parse<FaultKind>(name, ignoreCase: true));
        return set;
    }
}
