using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace HedgeFast.Venue.Market;

/// <summary>An identifier of at most 48 bytes held by value, so that a report carries ids without strings.</summary>
public readonly struct IdText : IEquatable<IdText>
{
    /// <summary>Longest text kept, bytes; a longer one is cut, which <see cref="Fits"/> tells beforehand.</summary>
    public const int MaxBytes = 48;

    private readonly Block _bytes;
    private readonly byte _length;

    /// <summary>Keeps the first <see cref="MaxBytes"/> bytes of <paramref name="text"/>.</summary>
    public IdText(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> kept = text[..Math.Min(text.Length, MaxBytes)];
        kept.CopyTo(_bytes);
        _length = (byte)kept.Length;
    }

    /// <summary>Whether the text is empty.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The bytes as they were given.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => ((ReadOnlySpan<byte>)_bytes)[.._length];

    /// <summary>Whether <paramref name="text"/> is kept whole.</summary>
    public static bool Fits(ReadOnlySpan<byte> text) => text.Length <= MaxBytes;

    /// <summary>Makes an id of a string, in UTF-8.</summary>
    public static IdText Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public bool Equals(IdText other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Span);

    [InlineArray(MaxBytes)]
    private struct Block
    {
        private byte _first;
    }
}
