using System.Runtime.InteropServices;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>A message of a cache line whose words depend on each other, so that a torn one shows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Packet(long number, long seed)
{
    private readonly long _a = number * 3 + seed,
        _b = number * 5 + seed,
        _c = number * 7 + seed,
        _d = number * 11 + seed;
    private readonly long _e = number * 13 + seed, _f = number * 17 + seed;

    public long Number { get; } = number;

    public long Seed { get; } = seed;

    public bool IsWhole =>
        _a == Number * 3 + Seed && _b == Number * 5 + Seed && _c == Number * 7 + Seed && _d == Number * 11 + Seed
        && _e == Number * 13 + Seed && _f == Number * 17 + Seed;
}
