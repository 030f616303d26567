using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Takes datagrams of the tick protocol apart; each holds one or more whole frames. Knows nothing of sockets.
/// </summary>
/// <param name="dispatcher">Takes the frames.</param>
/// <param name="counters">Counts what is dropped.</param>
/// <param name="maxFrameBytes">Longest frame accepted, bytes.</param>
internal sealed class TickDatagrams(TickDispatcher dispatcher, FeedCounters counters, int maxFrameBytes)
{
    private readonly TickFrameScanner _scanner = new(maxFrameBytes);
    private TickScanResult _lastVerdict;

    /// <summary>What was wrong with the last malformed datagram of a new kind; null when none was.</summary>
    public string? LastFault { get; private set; }

    /// <summary>
    /// Takes one datagram, whole or not at all: nothing of it is believed before every frame of it is well-formed.
    /// </summary>
    /// <param name="datagram">Its bytes.</param>
    /// <param name="receiveNanos">Its receive stamp.</param>
    /// <param name="sender">Where it came from.</param>
    /// <returns>Frames taken.</returns>
    public int Take(ReadOnlySpan<byte> datagram, long receiveNanos, in FeedSender sender = default)
    {
        int offset = 0;
        TickFrame frame;
        int consumed;
        while (offset < datagram.Length)
        {
            TickScanResult verdict = _scanner.Scan(datagram[offset..], out frame, out consumed);
            if (verdict != TickScanResult.Frame)
            {
                DropMalformed(verdict, offset, datagram.Length);
                return 0;
            }

            if (consumed == datagram.Length)
            {
                dispatcher.OnFrame(in frame, receiveNanos, in sender);
                return 1;
            }

            offset += consumed;
        }

        int frames = 0;
        for (offset = 0; offset < datagram.Length; offset += consumed)
        {
            _scanner.Scan(datagram[offset..], out frame, out consumed);
            dispatcher.OnFrame(in frame, receiveNanos, in sender);
            frames++;
        }

        return frames;
    }

    // The words are made once per kind of fault only, so that a flood of garbage does not allocate.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropMalformed(TickScanResult verdict, int offset, int length)
    {
        counters.Add(FeedCounter.MalformedDatagrams);
        if (verdict == _lastVerdict)
            return;
        _lastVerdict = verdict;
        LastFault =
            $"malformed tick datagram of {length} bytes dropped: "
            + $"{(verdict == TickScanResult.Partial ? "cut short" : verdict.ToString())} at byte {offset}";
    }
}
