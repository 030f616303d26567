using System.Numerics;

namespace HedgeFast.Simulation.Kernel;

/// <summary>Pinned arrays of zeros, of powers of two, kept from one world of a thread to its next.</summary>
internal static class BytePool
{
    private const int LeastLog = 9;
    private const int MostKept = 64;

    [ThreadStatic]
    private static Stack<byte[]>?[]? _free;

    /// <summary>An array of zeros, at least so long.</summary>
    public static byte[] Take(int bytes)
    {
        int log = Math.Max(LeastLog, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(1, bytes) - 1));
        if (_free?[log] is { } stack && stack.TryPop(out byte[]? array))
        {
            Array.Clear(array);
            return array;
        }

        return GC.AllocateArray<byte>(1 << log, pinned: true);
    }

    /// <summary>Gives an array back that nobody uses any more.</summary>
    public static void GiveBack(byte[] array)
    {
        if (array.Length < 1 << LeastLog)
            return;
        int log = BitOperations.Log2((uint)array.Length);
        _free ??= new Stack<byte[]>?[32];
        Stack<byte[]> stack = _free[log] ??= new Stack<byte[]>();
        if (stack.Count < MostKept)
            stack.Push(array);
    }
}
