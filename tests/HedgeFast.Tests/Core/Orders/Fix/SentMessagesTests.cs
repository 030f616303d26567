using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Fix;

namespace HedgeFast.Tests.Core.Orders.Fix;

public sealed class SentMessagesTests
{
    private readonly SentMessages _sent = new();

    [Fact]
    public void Finds_by_number_and_by_either_id()
    {
        _sent.Add(10, New(1));
        _sent.Add(13, new OrderIntent { OrderId = 1, RequestId = 2, Kind = IntentKind.Cancel, Instrument = 3 });
        Assert.True(_sent.TryFind(13, 14, out SentMessage cancel));
        Assert.Equal(new SentMessage(13, 1, 2, IntentKind.Cancel, 3), cancel);
        Assert.True(_sent.TryFindById(2, out SentMessage byRequest));
        Assert.Equal(cancel, byRequest);
        Assert.True(_sent.TryFindById(1, out SentMessage byOrder));
        Assert.Equal(IntentKind.New, byOrder.Kind);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(10 + 4096)]
    public void What_carried_no_instruction_is_not_found(long sequence)
    {
        _sent.Add(10, New(1));
        Assert.False(_sent.TryFind(sequence, 11, out _));
        Assert.False(_sent.TryFindById(0, out _));
    }

    [Fact]
    public void The_oldest_are_forgotten()
    {
        for (int i = 1; i <= 5000; i++)
            _sent.Add(i, New(i));
        Assert.False(_sent.TryFind(5000 - 4096, 5001, out _));
        Assert.False(_sent.TryFindById(5000 - 4096, out _));
        Assert.True(_sent.TryFind(5000 - 4095, 5001, out SentMessage oldest));
        Assert.True(_sent.TryFindById(5000 - 4095, out SentMessage same));
        Assert.Equal(oldest, same);
    }

    [Fact]
    public void After_a_sequence_reset_old_numbers_mean_nothing()
    {
        _sent.Add(10, New(1));
        Assert.False(_sent.TryFind(10, 3, out _));
        _sent.Add(3, New(2));
        Assert.False(_sent.TryFind(10, 11, out _));
        Assert.False(_sent.TryFindById(1, out _));
        Assert.True(_sent.TryFind(3, 11, out _));
    }

    private static OrderIntent New(long orderId) => new() { OrderId = orderId, Kind = IntentKind.New };
}
