using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>Keeps what it was given; throws on one chosen message.</summary>
internal struct RecordingHandler() : IRingHandler<long>
{
    public List<long> Messages { get; } = [];

    public List<bool> Ends { get; } = [];

    public long ThrowOn { get; init; } = long.MinValue;

    public readonly void OnEvent(in long message, bool endOfBatch)
    {
        Messages.Add(message);
        Ends.Add(endOfBatch);
        if (message == ThrowOn)
            throw new FormatException($"Message {message} is the one to choke on.");
    }
}
