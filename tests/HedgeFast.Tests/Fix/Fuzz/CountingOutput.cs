using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Fuzz;

/// <summary>Takes what a session says, as long as it's well framed, and forgets it.</summary>
internal sealed class CountingOutput : IFixOutput
{
    public bool IsFull { get; set; }

    public bool TrySend(ReadOnlySpan<byte> message)
    {
        Assert.True(FixMessage.TryRead(message, out _), FixText.Show(message));
        return !IsFull;
    }

    public void Close(string reason)
    {
    }
}
