using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>Heartbeats, silences, logouts and time-outs, on a clock that moves when told.</summary>
public sealed class SessionTimeTests
{
    private readonly SessionPair _pair = new();

    [Fact]
    public void Logout_is_answered_and_the_one_who_asked_closes()
    {
        _pair.ConnectAndRun();
        _pair.A.RequestLogout();
        Assert.False(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "late"));
        _pair.Run();
        Assert.Equal("logged out", _pair.A.LastReason);
        Assert.Equal("logged out by the other side: no text", _pair.B.LastReason);
        Assert.Equal(["logon", "logout"], _pair.AppB.Events);
        Assert.Equal(4, _pair.B.NextIncoming);
        Assert.Equal(4, _pair.A.NextIncoming);
    }

    [Fact]
    public void A_logout_without_answer_times_out_from_its_sending_whatever_else_comes()
    {
        _pair.ConnectAndRun();
        _pair.WireA.Loses = line => line[0] == '5';
        _pair.A.RequestLogout();
        for (int i = 0; i < 19; i++)
        {
            Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, $"e{i}"));
            _pair.Pass(0.1);
        }

        Assert.Equal(FixSessionState.LogoutSent, _pair.A.State);
        Assert.Equal(19, _pair.AppA.Messages.Count());
        _pair.Pass(0.2);
        Assert.Equal(FixSessionState.Disconnected, _pair.A.State);
    }

    [Fact]
    public void Heartbeats_keep_a_quiet_session_alive()
    {
        _pair.ConnectAndRun();
        _pair.Pass(29.8);
        Assert.DoesNotContain(_pair.WireA.Log, l => l[0] == '0');
        _pair.Pass(300);
        Assert.InRange(_pair.WireA.Log.Count(l => l[0] == '0'), 9, 11);
        Assert.Single(_pair.WireA.Log, l => l[0] == '1');
        Assert.True(_pair.A.IsSynchronised);
    }

    [Fact]
    public void Silence_sends_a_test_request_at_1_2_and_ends_the_session_at_2_4_intervals()
    {
        _pair.ConnectAndRun();
        _pair.WireB.Loses = _ => true;
        _pair.Pass(35.9);
        Assert.Single(_pair.WireA.Log, l => l[0] == '1');
        _pair.Pass(0.1);
        Assert.Equal(2, _pair.WireA.Log.Count(l => l[0] == '1'));
        _pair.Pass(35.9);
        Assert.Equal(FixSessionState.LoggedOn, _pair.A.State);
        _pair.Pass(0.1);
        Assert.Equal("nothing received for 2.4 heartbeat intervals", _pair.A.LastReason);
    }

    [Fact]
    public void A_step_of_the_wall_clock_sends_no_test_request_and_hides_no_dead_peer()
    {
        _pair.ConnectAndRun();
        int before = _pair.WireA.Log.Count;
        _pair.Time.Utc += 60 * SessionPair.Second;
        _pair.Run();
        _pair.Time.Utc -= 100 * SessionPair.Second;
        _pair.Run();
        Assert.Equal(before, _pair.WireA.Log.Count);
        _pair.WireB.Loses = _ => true;
        for (int i = 0; i < 730; i++)
        {
            _pair.Time.Mono += SessionPair.Second / 10;
            _pair.Run();
        }

        Assert.Equal(FixSessionState.Disconnected, _pair.A.State);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    public void A_step_of_our_wall_clock_logs_no_session_out(int seconds)
    {
        _pair.ConnectAndRun();
        _pair.Pass(10);

        // The clock of one side only, as on a machine of its own: what the other one sends has the right time still.
        _pair.StepClockOfA(seconds * SessionPair.Second);
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "fill"));
        _pair.Run();
        Assert.Equal(["8 fill"], _pair.AppA.Messages);
        Assert.Equal(FixSessionState.LoggedOn, _pair.A.State);
        Assert.Equal(0, _pair.A.Counters.RejectsSent);
        Assert.Equal(seconds * SessionPair.Second, _pair.A.ClockStepNanos);
    }

    [Fact]
    public void No_answer_to_the_logon_ends_the_connection()
    {
        _pair.WireA.Loses = _ => true;
        _pair.ConnectAndRun();
        _pair.Pass(9.9);
        Assert.Equal(FixSessionState.AwaitingLogon, _pair.A.State);
        _pair.Pass(0.2);
        Assert.Equal("no logon in time", _pair.A.LastReason);
        Assert.Empty(_pair.AppA.Events);
    }

    [Fact]
    public void A_wall_clock_set_back_does_not_make_a_replayed_report_unacceptable()
    {
        _pair.ConnectAndRun();
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "fill"));
        _pair.Cut();
        _pair.Time.Utc -= 60 * SessionPair.Second;
        _pair.ConnectAndRun();
        Assert.Equal(["8 fill"], _pair.AppA.Messages);
        Assert.Equal(0, _pair.A.Counters.RejectsSent);
    }
}
