using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>A session keeps to what the venue allows: the message fails at once, and its number stays free.</summary>
public sealed class SendLimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Orders_are_counted_over_a_sliding_window_and_cancels_apart()
    {
        using LoopbackRig rig = Up(new SendLimits { OrdersMax = 5, CancelsMax = 2, WindowNanos = SessionPair.Second });
        FixSession session = rig.Initiator.Session;
        for (int i = 0; i < 5; i++)
        {
            Assert.True(SessionPair.Send(session, MsgTypes.NewOrderSingle, $"o{i}"));
            Pass(rig, SessionPair.Second / 10);
        }

        long next = session.NextOutgoing;
        Assert.False(SessionPair.Send(session, MsgTypes.NewOrderSingle, "refused"));
        Assert.Equal(next, session.NextOutgoing);
        Assert.True(SessionPair.Send(session, MsgTypes.OrderCancelRequest, "c1"));
        Assert.True(SessionPair.Send(session, MsgTypes.OrderCancelRequest, "c2"));
        Assert.False(SessionPair.Send(session, MsgTypes.OrderCancelRequest, "c3"));

        // The first order leaves the window a second after it was sent, and makes room for one.
        Pass(rig, SessionPair.Second / 2);
        Assert.True(SessionPair.Send(session, MsgTypes.NewOrderSingle, "o5"));
        Assert.False(SessionPair.Send(session, MsgTypes.NewOrderSingle, "refused"));
        rig.Until(() => rig.AppB.Messages.Count() == 8);
        Assert.DoesNotContain("D refused", rig.AppB.Messages);
    }

    [Fact]
    public void A_refused_order_does_not_count()
    {
        using LoopbackRig rig = Up(new SendLimits { OrdersMax = 1, WindowNanos = SessionPair.Second });
        Assert.True(SessionPair.Send(rig.Initiator.Session, MsgTypes.NewOrderSingle, "a"));
        for (int i = 0; i < 9; i++)
        {
            Pass(rig, SessionPair.Second / 10);
            Assert.False(SessionPair.Send(rig.Initiator.Session, MsgTypes.NewOrderSingle, "refused"));
        }

        Pass(rig, SessionPair.Second / 10);
        Assert.True(SessionPair.Send(rig.Initiator.Session, MsgTypes.NewOrderSingle, "b"));
    }

    [Theory]
    [InlineData("8", "150=I", true)]
    [InlineData("8", "20=3", true)]
    [InlineData("8", "150=F", false)]
    [InlineData("j", "372=H", true)]
    [InlineData("j", "372=D", false)]
    [InlineData("8", "584=m|150=I|912=N", false)]
    [InlineData("8", "584=m|150=I|912=Y", true)]
    [InlineData("8", "584=m|150=I|911=0", true)]
    public void Status_requests_wait_for_room_and_an_answer_makes_it(string type, string fields, bool isAnswer)
    {
        using LoopbackRig rig = Up(new SendLimits { StatusRequestsMax = 2 });
        FixSession session = rig.Initiator.Session;
        Assert.True(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "a"));
        Assert.True(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "b"));
        Assert.False(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "refused"));
        Assert.True(SessionPair.Send(session, MsgTypes.NewOrderSingle, "others may go"));

        FixBody answer = rig.Venue.Begin(FixText.Raw(type));
        foreach (string field in fields.Split('|'))
        {
            answer.Add(
            int.Parse(field.Split('=')[0], System.Globalization.CultureInfo.InvariantCulture),
            FixText.Raw(field.Split('=')[1]));
        }

        Assert.True(rig.Venue.TrySend(ref answer));
        rig.Until(() => rig.AppA.Messages.Any());
        Assert.Equal(isAnswer, SessionPair.Send(session, MsgTypes.OrderStatusRequest, "c"));
    }

    [Fact]
    public void A_status_request_that_is_never_answered_stops_counting()
    {
        using LoopbackRig rig = Up(
            new SendLimits { StatusRequestsMax = 1, StatusTimeoutNanos = 3 * SessionPair.Second });
        FixSession session = rig.Initiator.Session;
        Assert.True(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "a"));
        Pass(rig, 2 * SessionPair.Second);
        Assert.False(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "refused"));
        Pass(rig, SessionPair.Second);
        Assert.True(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "b"));
        rig.Acceptor.DropConnections();
        rig.Until(() => !session.IsLoggedOn);
        rig.Until(() => session.IsSynchronised, () => _time.Advance(SessionPair.Second / 1000));
        Assert.True(SessionPair.Send(session, MsgTypes.OrderStatusRequest, "c"));
    }

    private LoopbackRig Up(SendLimits limits)
    {
        var rig = new LoopbackRig(_time, settings => settings with { SendLimits = limits });
        rig.UntilUp();
        return rig;
    }

    private void Pass(LoopbackRig rig, long nanos)
    {
        _time.Advance(nanos);
        rig.DoWork();
    }
}
