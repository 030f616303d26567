using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>Where the session under test sends to. One message is one call, whole.</summary>
internal sealed class ScenarioWire : IFixOutput
{
    public Queue<byte[]> Said { get; } = new();

    public bool IsFull { get; set; }

    public string? Closed { get; private set; }

    public string LastSendingTime { get; private set; } = "";

    public bool TrySend(ReadOnlySpan<byte> message)
    {
        if (IsFull || Closed is not null)
            return false;
        Said.Enqueue(message.ToArray());
        if (FixMessage.TryRead(message, out FixMessage read))
            LastSendingTime = FixText.Show(read.SendingTime);
        return true;
    }

    public void Close(string reason) => Closed = reason;

    public void Reopen()
    {
        Closed = null;
        Said.Clear();
    }
}
