using System.Text;

namespace HedgeFast.Sinks;

/// <summary>A guarded sink as a writer of text: what is written is handed to it, and nothing waits or throws.</summary>
/// <param name="sink">Where the text goes.</param>
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
