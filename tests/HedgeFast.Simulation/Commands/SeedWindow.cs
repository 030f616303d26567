using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace HedgeFast.Simulation.Commands;

/// <summary>Windows of seeds that follow from a text, so that no two commits run the same.</summary>
internal static class SeedWindow
{
    /// <summary>Seeds of a window: windows begin at multiples of it and never overlap in part.</summary>
    public const ulong Size = 1_000_000;

    private const ulong Windows = 1_000_000_000_000;

    /// <summary>First seed of a text's window: its SHA-256, by which one of 10^12 windows is chosen.</summary>
    public static ulong FirstOf(string text)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % Windows * Size;
    }

    /// <summary>The text of this program's own window: its version, which ends in its commit.</summary>
    public static string OwnText() =>
        typeof(SeedWindow).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";
}
