using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix;

/// <summary>One end of a connection in memory, with faults on demand.</summary>
internal sealed class WireEnd : IFixOutput
{
    /// <summary>Everything ever taken, as text without BodyLength, CheckSum and times.</summary>
    public List<string> Log { get; } = [];

    public Queue<byte[]> InFlight { get; } = new();

    /// <summary>Takes nothing while set, as a full kernel buffer.</summary>
    public bool IsFull { get; set; }

    /// <summary>Messages that get lost on the way while true is answered.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    public string? Closed { get; private set; }

    public bool TrySend(ReadOnlySpan<byte> message)
    {
        if (IsFull || Closed is not null)
            return false;
        string line = Brief(message);
        Log.Add(line);
        if (!Loses(line))
            InFlight.Enqueue(message.ToArray());
        return true;
    }

    public void Close(string reason) => Closed = reason;

    public void Reopen()
    {
        Closed = null;
        InFlight.Clear();
    }

    /// <summary>"A 34=1 98=0 108=30": the type, the number, PossDup, and the body.</summary>
    public static string Brief(ReadOnlySpan<byte> bytes)
    {
        Assert.True(FixMessage.TryRead(bytes, out FixMessage message), FixText.Show(bytes));
        var parts = new List<string> { FixText.Show(message.MsgType), $"34={message.SeqNum}" };
        if (message.PossDup)
            parts.Add("43=Y");
        foreach (FixField field in message.BodyFields)
        {
            if (field.Tag != Tags.CheckSum)
                parts.Add($"{field.Tag}={FixText.Show(field.Value)}");
        }

        return string.Join(' ', parts);
    }
}
