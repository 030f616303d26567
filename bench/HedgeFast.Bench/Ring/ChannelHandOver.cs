using System.Threading.Channels;
using HedgeFast.Core.Feed;

namespace HedgeFast.Bench.Ring;

/// <summary>A bounded System.Threading.Channels channel, told that it has one writer and one reader.</summary>
internal readonly struct ChannelHandOver(int capacity) : IHandOver
{
    private readonly Channel<MarketEvent> _channel = Channel.CreateBounded<MarketEvent>(
        new BoundedChannelOptions(capacity)
        {
            SingleReader = true,
            SingleWriter = true,
            FullMode = BoundedChannelFullMode.Wait,
        });

    public bool TrySend(in MarketEvent message) => _channel.Writer.TryWrite(message);

    public int Receive(ref Tally tally)
    {
        int count = 0;
        for (; count < 256 && _channel.Reader.TryRead(out MarketEvent message); count++)
            tally.OnEvent(message, endOfBatch: false);
        return count;
    }
}
