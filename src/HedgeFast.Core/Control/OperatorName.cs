using System.Runtime.CompilerServices;
using System.Text;

namespace HedgeFast.Core.Control;

/// <summary>Name of a person, up to 24 bytes of UTF-8, by value: as it stands in the journal.</summary>
[InlineArray(Length)]
public struct OperatorName
{
    private const int Length = 24;

    private byte _first;

    /// <summary>Whether there is no name.</summary>
    public readonly bool IsEmpty => _first == 0;

    /// <summary>The name, cut where it is too long.</summary>
    public static OperatorName Of(string name)
    {
        var result = default(OperatorName);
        Encoding.UTF8.GetEncoder().Convert(name.Trim(), result, flush: true, out _, out _, out _);
        return result;
    }

    /// <inheritdoc/>
    public readonly override string ToString() => Encoding.UTF8.GetString(((ReadOnlySpan<byte>)this).TrimEnd((byte)0));
}
