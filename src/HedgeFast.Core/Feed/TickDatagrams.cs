using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>Splits datagrams of the tick protocol into their frames, without sockets.</summary>
/// <param name="dispatcher">Receives the frames.</param>
/// <param name="counters">Counts dropped datagrams.</param>
/// <param name="maxFrameBytes">Longest frame accepted, bytes.</param>
internal sealed class TickDatagrams(TickDispatcher dispatcher, FeedCounters counters, int maxFrameBytes)
{
    private readonly TickFrameScanner _scanner = new(maxFrameBytes);
    private TickScanResult _lastVerdict;

    /// <summary>The fault of the last malformed datagram of a new kind; null without one.</summary>
    public string? LastFault { get; private set; }

    /// <summary>Dispatches one datagram, whole or not at all: every frame must be well-formed.</summary>
    /// <param name="datagram">Bytes of the datagram.</param>
    /// <param name="receiveNanos">Receive stamp, monotonic nanoseconds.</param>
    /// <param name="sender">Sender of the datagram.</param>
    /// <returns>Frames dispatched.</returns>
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
