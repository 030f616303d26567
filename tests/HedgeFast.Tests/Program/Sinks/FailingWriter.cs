using System.Text;

namespace HedgeFast.Tests.Program.Sinks;

/// <summary>A writer that fails, or hangs, while a test wants it to.</summary>
internal sealed class FailingWriter : TextWriter
{
    private readonly StringBuilder _text = new();
    private volatile bool _fails;

    public override Encoding Encoding => Encoding.UTF8;

    public bool Fails
    {
        get => _fails;
        set => _fails = value;
    }

    /// <summary>Writing waits here.</summary>
    public ManualResetEventSlim Gate { get; } = new(true);

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        Gate.Wait();
        if (_fails)
            throw new IOException("No space left on device");
        lock (_text)
            _text.Append(value);
    }
}
