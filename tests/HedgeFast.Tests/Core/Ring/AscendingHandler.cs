using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>Expects 0, 1, 2 and so on; keeps the first position where something else came.</summary>
internal struct AscendingHandler() : IRingHandler<long>
{
    public long Next { get; private set; }

    public long Disorder { get; private set; } = -1;

    public void OnEvent(in long message, bool endOfBatch)
    {
        if (message != Next && Disorder < 0)
            Disorder = Next;
        Next++;
    }
}
