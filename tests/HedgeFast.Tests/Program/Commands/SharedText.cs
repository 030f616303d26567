namespace HedgeFast.Tests.Program.Commands;

/// <summary>Text that one thread writes and another may read meanwhile.</summary>
internal sealed class SharedText : StringWriter
{
    private readonly Lock _turn = new();

    public SharedText() => NewLine = "\n";

    public override void Write(char value)
    {
        lock (_turn)
            base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (_turn)
            base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_turn)
            base.Write(buffer);
    }

    public override void Write(string? value)
    {
        lock (_turn)
            base.Write(value);
    }

    public override string ToString()
    {
        lock (_turn)
            return base.ToString();
    }
}
