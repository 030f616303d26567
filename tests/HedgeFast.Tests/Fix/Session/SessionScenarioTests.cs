using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>Two real sessions against each other, with the faults of a network between them.</summary>
public sealed class SessionScenarioTests
{
    private readonly SessionPair _pair = new();

    [Fact]
    public void Logon_is_answered_and_probed_before_it_is_announced()
    {
        _pair.ConnectAndRun();
        Assert.Equal(["A 34=1 98=0 108=30", "1 34=2 112=2"], _pair.WireA.Log);
        Assert.Equal(["A 34=1 98=0 108=30", "0 34=2 112=2"], _pair.WireB.Log);
        Assert.Equal(["logon"], _pair.AppA.Events);
        Assert.Equal(["logon"], _pair.AppB.Events);
        Assert.True(_pair.A.IsSynchronised && _pair.B.IsSynchronised);
    }

    [Fact]
    public void Application_messages_arrive_in_order()
    {
        _pair.ConnectAndRun();
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "o1"));
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "o2"));
        _pair.Run();
        Assert.Equal(["D o1", "D o2"], _pair.AppB.Messages);
        Assert.Equal(5, _pair.A.NextOutgoing);
        Assert.Equal(5, _pair.B.NextIncoming);
    }

    [Fact]
    public void Nothing_is_sent_or_numbered_while_down()
    {
        Assert.False(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "o1"));
        _pair.ConnectAndRun();
        _pair.Cut();
        Assert.False(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "o2"));
        Assert.Equal(3, _pair.A.NextOutgoing);
        _pair.ConnectAndRun();
        Assert.Empty(_pair.AppB.Messages);
        Assert.Equal(["logon", "logout", "logon"], _pair.AppA.Events);
    }

    [Fact]
    public void A_full_output_leaves_no_trace_of_an_order()
    {
        _pair.ConnectAndRun();
        _pair.WireA.IsFull = true;
        Assert.False(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "o1"));
        Assert.Equal(3, _pair.A.NextOutgoing);
        _pair.WireA.IsFull = false;
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "o2"));
        _pair.Run();
        Assert.Equal(["D o2"], _pair.AppB.Messages);
    }

    [Fact]
    public void A_session_message_waits_for_a_full_output_and_orders_stay_behind_it()
    {
        _pair.ConnectAndRun();
        _pair.WireA.IsFull = true;
        _pair.Time.Advance(30 * SessionPair.Second);
        _pair.A.OnTimer(_pair.Time.Mono, _pair.Time.Utc);
        _pair.WireA.IsFull = false;
        Assert.False(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "early"));
        _pair.Run();
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "later"));
        _pair.Run();
        Assert.Equal("0 34=3", _pair.WireA.Log[^2]);
        Assert.Equal(["D later"], _pair.AppB.Messages);
    }

    [Fact]
    public void A_peer_that_never_reads_ends_the_connection()
    {
        _pair.ConnectAndRun();
        _pair.WireB.IsFull = true;
        for (int i = 0; i < 20; i++)
        {
            _pair.Time.Advance(30 * SessionPair.Second);
            _pair.A.OnTimer(_pair.Time.Mono, _pair.Time.Utc);
            FixFrameBuffer input = new(8192);
            input.Append(FixText.Frame($"35=1|34={_pair.B.NextIncoming}|49=HEDGE|56=VENUE|52={Stamp()}|112=x|"));
            _pair.B.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        }

        Assert.Equal(FixSessionState.Disconnected, _pair.B.State);
        Assert.Contains("doesn't read", _pair.B.LastReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_reports_are_replayed_in_order_and_once()
    {
        _pair.ConnectAndRun();
        _pair.WireB.Loses = line =>
            line.Contains("11=e2", StringComparison.Ordinal) && !line.Contains("43=Y", StringComparison.Ordinal);
        foreach (string id in new[] { "e1", "e2", "e3", "e4" })
        {
            Assert.True(
            SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, id));
        }

        _pair.Run();
        Assert.Equal(["8 e1", "8 e2", "8 e3", "8 e4"], _pair.AppA.Messages);
        Assert.Equal(["2 34=3 7=4 16=0"], _pair.WireA.Log.Where(l => l[0] == '2'));
        Assert.Equal(
            ["8 34=4 43=Y 11=e2", "8 34=5 43=Y 11=e3", "8 34=6 43=Y 11=e4"],
            _pair.WireB.Log.Where(l => l.Contains("43=Y", StringComparison.Ordinal)));
        Assert.True(_pair.A.IsSynchronised);
    }

    [Fact]
    public void A_replayed_message_keeps_its_body_and_its_first_sending_time()
    {
        _pair.ConnectAndRun();
        FixBody body = _pair.B.Begin("8"u8);
        body.Add(57, "DESK"u8);
        body.Add(37, "x=y"u8);
        body.AddData(95, 96, FixText.Raw("a|10=000|b"));
        Assert.True(_pair.B.TrySend(ref body));
        byte[] original = _pair.WireB.InFlight.Single();
        _pair.WireB.InFlight.Clear();
        _pair.Time.Advance(SessionPair.Second);
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "next"));
        byte[]? resent = null;
        _pair.WireB.Loses = line =>
        {
            if (line.Contains("43=Y", StringComparison.Ordinal))
                resent ??= [];
            return false;
        };
        FixFrameBuffer input = new(8192);
        input.Append(_pair.WireB.InFlight.Dequeue());
        _pair.A.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        input.Clear();
        input.Append(_pair.WireA.InFlight.Dequeue());
        _pair.B.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        resent = _pair.WireB.InFlight.Dequeue();
        Assert.Equal("20260302-14:30:00.000", FixText.Field(resent, 122));
        Assert.Equal("20260302-14:30:01.000", FixText.Field(resent, 52));
        Assert.Equal("Y", FixText.Field(resent, 43));
        string tail = FixText.Show(original)[FixText.Show(original).IndexOf("|57=", StringComparison.Ordinal)..^7];
        Assert.EndsWith(tail, FixText.Show(resent)[..^7], StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_are_never_replayed_but_gap_filled()
    {
        _pair.ConnectAndRun();
        _pair.WireA.Loses = line => line[0] == 'D';
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "lost"));
        _pair.WireA.Loses = _ => false;
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.OrderStatusRequest, "status"));
        _pair.Run();
        Assert.Equal(["H status"], _pair.AppB.Messages);
        Assert.Contains("4 34=3 43=Y 36=4 123=Y", _pair.WireA.Log);
        Assert.Equal(_pair.A.NextOutgoing, _pair.B.NextIncoming);
    }

    [Fact]
    public void An_initiator_holds_orders_while_the_peer_has_a_gap_and_probes_again()
    {
        _pair.ConnectAndRun();
        _pair.WireA.Loses = _ => true;
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "lost"));
        _pair.WireA.Loses = _ => false;
        FixFrameBuffer input = new(8192);
        input.Append(FixText.Frame($"35=2|34=3|49=VENUE|56=HEDGE|52={Stamp()}|7=3|16=0|"));
        _pair.A.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        Assert.False(_pair.A.IsSynchronised);
        Assert.False(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "held"));
        Assert.Equal(["4 34=3 43=Y 36=4 123=Y", "1 34=4 112=4"], _pair.WireA.Log.TakeLast(2));
        input.Append(FixText.Frame($"35=0|34=4|49=VENUE|56=HEDGE|52={Stamp()}|112=4|"));
        _pair.A.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.NewOrderSingle, "free"));
        Assert.Equal(["logon"], _pair.AppA.Events);
    }

    [Fact]
    public void Trailing_gap_fill_ends_behind_the_last_number_and_mixed_runs_alternate()
    {
        _pair.ConnectAndRun();
        _pair.WireB.Loses = _ => true;
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e3"));
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e4"));
        _pair.Time.Advance(30 * SessionPair.Second);
        _pair.B.OnTimer(_pair.Time.Mono, _pair.Time.Utc);
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e6"));
        _pair.Time.Advance(30 * SessionPair.Second);
        _pair.B.OnTimer(_pair.Time.Mono, _pair.Time.Utc);
        _pair.WireB.Loses = _ => false;
        int before = _pair.WireB.Log.Count;
        FixFrameBuffer input = new(8192);
        input.Append(FixText.Frame($"35=2|34={_pair.B.NextIncoming}|49=HEDGE|56=VENUE|52={Stamp()}|7=1|16=0|"));
        _pair.B.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        Assert.Equal(
            [
                "4 34=1 43=Y 36=3 123=Y", "8 34=3 43=Y 11=e3", "8 34=4 43=Y 11=e4", "4 34=5 43=Y 36=6 123=Y",
                "8 34=6 43=Y 11=e6", "4 34=7 43=Y 36=8 123=Y",
            ],
            _pair.WireB.Log.Skip(before));
        Assert.Equal(8, _pair.B.NextOutgoing);
    }

    [Theory]
    [InlineData("7=3|16=4|", new[] { "8 34=3 43=Y 11=e3", "8 34=4 43=Y 11=e4" })]
    [InlineData("7=4|16=999999|", new[] { "8 34=4 43=Y 11=e4", "8 34=5 43=Y 11=e5" })]
    [InlineData("7=1|16=2|", new[] { "4 34=1 43=Y 36=3 123=Y" })]
    [InlineData("7=6|16=0|", new[] { "3 34=6 45=3 58=Value is incorrect (out of range) for this tag 371=7 372=2 373=5" })]
    [InlineData("7=4|16=3|", new[] { "3 34=6 45=3 58=Value is incorrect (out of range) for this tag 371=7 372=2 373=5" })]
    [InlineData("7=0|16=3|", new[] { "3 34=6 45=3 58=Value is incorrect (out of range) for this tag 371=7 372=2 373=5" })]
    [InlineData("16=3|", new[] { "3 34=6 45=3 58=Required tag missing 371=7 372=2 373=1" })]
    public void Resend_request_ranges(string range, string[] answer)
    {
        _pair.ConnectAndRun();
        foreach (string id in new[] { "e3", "e4", "e5" })
        {
            Assert.True(
            SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, id));
        }

        int before = _pair.WireB.Log.Count;
        FixFrameBuffer input = new(8192);
        input.Append(FixText.Frame($"35=2|34=3|49=HEDGE|56=VENUE|52={Stamp()}|{range}"));
        _pair.B.OnBytes(input, 1, _pair.Time.Mono, _pair.Time.Utc);
        Assert.Equal(answer, _pair.WireB.Log.Skip(before));
    }

    [Fact]
    public void A_long_replay_goes_out_in_batches_and_survives_a_full_output()
    {
        _pair.ConnectAndRun();
        _pair.WireB.Loses = _ => true;
        for (int i = 0; i < 500; i++)
            Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, $"e{i}"));
        int calls = 0;
        _pair.WireB.Loses = _ =>
        {
            // The output is full after every seventh message, until the next round.
            _pair.WireB.IsFull = ++calls % 7 == 0;
            return false;
        };
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "last"));
        for (int i = 0; i < 200; i++)
        {
            _pair.WireB.IsFull = false;
            _pair.Run();
        }

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"8 e{i}").Append("8 last"), _pair.AppA.Messages);
        Assert.True(_pair.A.IsSynchronised);
        Assert.Single(_pair.WireA.Log, l => l[0] == '2');
    }

    [Fact]
    public void Messages_sent_during_a_replay_are_not_lost()
    {
        _pair.ConnectAndRun();
        _pair.WireB.Loses = _ => true;
        for (int i = 0; i < 200; i++)
            Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, $"e{i}"));
        int live = 200;
        _pair.WireB.Loses = _ => false;
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, $"e{live++}"));
        _pair.AppA.Handler = (_, _) =>
        {
            if (live < 260)
                Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, $"e{live++}"));
        };
        _pair.Run();
        Assert.Equal(Enumerable.Range(0, 260).Select(i => $"8 e{i}"), _pair.AppA.Messages);
    }

    [Fact]
    public void A_reconnect_recovers_the_messages_lost_with_the_connection()
    {
        _pair.ConnectAndRun();
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e3"));
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e4"));
        _pair.Cut();
        _pair.ConnectAndRun();
        Assert.Equal(["logon", "logout", "8 e3", "8 e4", "logon"], _pair.AppA.Events);
        Assert.True(_pair.A.IsSynchronised && _pair.B.IsSynchronised);
    }

    [Fact]
    public void Both_sides_missing_messages_recover_together()
    {
        _pair.ConnectAndRun();
        _pair.WireA.Loses = _pair.WireB.Loses = _ => true;
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.OrderStatusRequest, "a"));
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "b"));
        _pair.WireA.Loses = _pair.WireB.Loses = _ => false;
        Assert.True(SessionPair.Send(_pair.A, MsgTypes.OrderStatusRequest, "a2"));
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "b2"));
        _pair.Run();
        Assert.Equal(["8 b", "8 b2"], _pair.AppA.Messages);
        Assert.Equal(["H a", "H a2"], _pair.AppB.Messages);
        Assert.True(_pair.A.IsSynchronised && _pair.B.IsSynchronised);
    }

    [Fact]
    public void A_lost_resend_request_is_repeated_then_given_up()
    {
        _pair.ConnectAndRun();
        _pair.WireB.Loses = line => line[0] == '8' && !line.Contains("11=e4", StringComparison.Ordinal);
        _pair.WireA.Loses = line => line[0] == '2';
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e3"));
        Assert.True(SessionPair.Send(_pair.B, MsgTypes.ExecutionReport, "e4"));
        _pair.Run();
        Assert.Equal(1, _pair.A.Counters.ResendRequestsSent);
        _pair.Pass(4.8);
        Assert.Equal(1, _pair.A.Counters.ResendRequestsSent);
        _pair.Pass(0.3);
        Assert.Equal(2, _pair.A.Counters.ResendRequestsSent);
        _pair.Pass(30);
        Assert.Equal(FixSessionState.Disconnected, _pair.A.State);
        Assert.Contains("was asked for 4 times", _pair.A.LastReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_on_logon_starts_both_sides_at_one()
    {
        var pair = new SessionPair(reset: true);
        pair.ConnectAndRun();
        Assert.True(SessionPair.Send(pair.A, MsgTypes.OrderStatusRequest, "x"));
        pair.Run();
        pair.Cut();
        pair.ConnectAndRun();
        Assert.Equal(["A 34=1 98=0 108=30 141=Y", "1 34=2 112=2"], pair.WireA.Log.TakeLast(2));
        Assert.Equal(["A 34=1 98=0 108=30 141=Y", "0 34=2 112=2"], pair.WireB.Log.TakeLast(2));
        Assert.Equal(3, pair.A.NextOutgoing);
        Assert.Equal(3, pair.A.NextIncoming);
        Assert.Equal(3, pair.B.NextOutgoing);
        Assert.Equal(3, pair.B.NextIncoming);
    }

    private string Stamp()
    {
        Span<byte> text = stackalloc byte[21];
        FixTimestamp.Write(text, _pair.Time.Utc, 3);
        return FixText.Show(text);
    }
}
