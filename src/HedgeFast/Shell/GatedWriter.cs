using System.Text;
using HedgeFast.Fix.Log;

namespace HedgeFast.Shell;

/// <summary>Escapes terminal control and bidirectional characters in all text that the program prints.</summary>
/// <remarks>
/// Escaped as \u001B; line ends and tabs pass. Every printed text but the redrawn screen passes through this writer, so
/// that no caller can forget.
/// </remarks>
internal sealed class GatedWriter : TextWriter
{
    private readonly TextWriter _inner;

    private GatedWriter(TextWriter inner)
        : base(inner.FormatProvider)
    {
        _inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _inner.Encoding;

    /// <summary>Wraps a writer, which stays the caller's.</summary>
    public static TextWriter Over(TextWriter inner) => inner is GatedWriter ? inner : new GatedWriter(inner);

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        int from = 0;
        for (int i = 0; i < buffer.Length; i++)
        {
            if (buffer[i] is '\n' or '\r' or '\t' || !ForeignText.IsHarmful(buffer[i..]))
                continue;
            _inner.Write(buffer[from..i]);
            _inner.Write(ForeignText.Escape(buffer[i]));
            from = i + 1;
        }

        _inner.Write(buffer[from..]);
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        Write(value.AsSpan());
        _inner.WriteLine();
    }

    /// <inheritdoc/>
    public override void WriteLine(ReadOnlySpan<char> buffer)
    {
        Write(buffer);
        _inner.WriteLine();
    }

    /// <inheritdoc/>
    public override void Flush() => _inner.Flush();
}
