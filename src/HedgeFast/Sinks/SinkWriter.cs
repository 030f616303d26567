using System.Text;

namespace HedgeFast.Sinks;

/// <summary>Writes text to a guarded sink without waiting.</summary>
/// <param name="sink">Receives the text.</param>
internal sealed class SinkWriter(GuardedSink sink) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => sink.Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => sink.Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => sink.Write(buffer);

    /// <inheritdoc/>
    public override void Write(string? value) => sink.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => sink.Write(value + NewLine);
}
