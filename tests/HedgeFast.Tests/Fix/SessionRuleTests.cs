using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix;

/// <summary>One session against a scripted peer that breaks the rules one at a time. The codes are those of the FIX session layer test cases.</summary>
public sealed class SessionRuleTests
{
    private static ScriptedPeer Acceptor() => new(FixRole.Acceptor);

    private static ScriptedPeer Initiator() => new(FixRole.Initiator);

    // ---- Establishing ----

    [Fact]
    public void C06_a_logon_beyond_the_expected_number_is_answered_then_the_rest_is_asked_for()
    {
        ScriptedPeer peer = Acceptor();
        Assert.Equal(["A 34=1 98=0 108=30", "2 34=2 7=1 16=0"], peer.Say('A', 5, "98=0|108=30|"));
        Assert.True(peer.Session.IsLoggedOn);
        Assert.False(peer.Session.IsSynchronised);
        Assert.Empty(peer.App.Events);
        peer.Say('4', 1, "123=Y|36=6|", "43=Y|122=20260302-14:30:00|");
        Assert.Equal(["logon"], peer.App.Events);
        Assert.Equal(6, peer.Session.NextIncoming);
    }

    [Fact]
    public void C07_a_logon_below_the_expected_number_is_refused_with_both_numbers()
    {
        ScriptedPeer peer = Acceptor();
        peer.Store.NextIncoming = 10;
        Assert.Equal(["5 34=1 58=MsgSeqNum too low, expecting 10 but received 3"], peer.Say('A', 3, "98=0|108=30|"));
        Assert.NotNull(peer.Wire.Closed);
        Assert.Equal(10, peer.Session.NextIncoming);
    }

    [Theory]
    [InlineData("98=1|108=30|", "EncryptMethod (98) must be 0")]
    [InlineData("108=30|", "EncryptMethod (98) must be 0")]
    [InlineData("98=0|108=-1|", "HeartBtInt (108) must be 0 to 3600")]
    [InlineData("98=0|", "HeartBtInt (108) must be 0 to 3600")]
    [InlineData("98=0|108=30x|", "HeartBtInt (108) must be 0 to 3600")]
    public void C16_C105_terms_that_can_not_be_taken_are_refused(string body, string text)
    {
        ScriptedPeer peer = Acceptor();
        Assert.Equal([$"5 34=1 58={text}"], peer.Say('A', 1, body));
        Assert.NotNull(peer.Wire.Closed);
    }

    [Fact]
    public void C09_C10_C13_C15_a_first_message_of_somebody_else_gets_no_answer()
    {
        foreach (string fields in new[]
        {
            "35=A|34=1|49=OTHER|56=HEDGE|52=20260302-14:30:00|98=0|108=30|",
            "35=A|34=1|49=VENUE|56=OTHER|52=20260302-14:30:00|98=0|108=30|",
            "35=0|34=1|49=VENUE|56=HEDGE|52=20260302-14:30:00|",
        })
        {
            ScriptedPeer peer = Acceptor();
            Assert.Empty(peer.SayFields(fields));
            Assert.NotNull(peer.Wire.Closed);
            Assert.Equal(1, peer.Session.NextIncoming);
        }

        ScriptedPeer wrongVersion = Acceptor();
        Assert.Empty(wrongVersion.SayFields("35=A|34=1|49=VENUE|56=HEDGE|52=20260302-14:30:00|98=0|108=30|", "FIX.4.2"));
        Assert.NotNull(wrongVersion.Wire.Closed);
    }

    [Fact]
    public void C11_a_logon_from_another_time_is_refused()
    {
        ScriptedPeer peer = Acceptor();
        Assert.Equal(["5 34=1 58=SendingTime accuracy problem"], peer.SayFields($"35=A|34=1|49=VENUE|56=HEDGE|52={peer.Stamp(-121)}|98=0|108=30|"));
        Assert.NotNull(peer.Wire.Closed);
    }

    [Fact]
    public void C17_a_heartbeat_interval_of_zero_means_none()
    {
        ScriptedPeer peer = Acceptor();
        Assert.Equal(["A 34=1 98=0 108=0"], peer.Say('A', 1, "98=0|108=0|"));
        Assert.Empty(peer.Wait(100_000));
        Assert.True(peer.Session.IsLoggedOn);
    }

    [Fact]
    public void C19_C21_a_reset_starts_at_one_on_both_sides_or_not_at_all()
    {
        ScriptedPeer peer = Acceptor();
        peer.Store.NextIncoming = 50;
        peer.Store.Append(1, "x"u8);
        Assert.Equal(["A 34=1 98=0 108=30 141=Y"], peer.Say('A', 1, "98=0|108=30|141=Y|"));
        Assert.Equal((2, 2), (peer.Session.NextOutgoing, peer.Session.NextIncoming));

        ScriptedPeer wrong = Acceptor();
        Assert.Equal(["5 34=1 58=MsgSeqNum (34) must be 1 when ResetSeqNumFlag (141) is Y"], wrong.Say('A', 2, "98=0|108=30|141=Y|"));
    }

    [Fact]
    public void C22_a_reset_asked_for_must_be_confirmed_and_one_not_asked_for_is_refused()
    {
        var asking = new ScriptedPeer(FixRole.Initiator, s => s with { ResetOnLogon = true });
        asking.Heard();
        Assert.Equal(["5 34=2 58=ResetSeqNumFlag (141) was not confirmed"], asking.Say('A', 7, "98=0|108=30|"));
        ScriptedPeer surprised = Initiator();
        surprised.Heard();
        Assert.Equal(["5 34=2 58=ResetSeqNumFlag (141) was not asked for"], surprised.Say('A', 1, "98=0|108=30|141=Y|"));
        Assert.NotNull(surprised.Wire.Closed);
    }

    [Fact]
    public void C23_a_reset_inside_the_session()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Say('D', 2, "11=a|");
        peer.Heard();
        Assert.Equal(["A 34=1 98=0 108=30 141=Y"], peer.Say('A', 1, "98=0|108=30|141=Y|"));
        Assert.Equal((2, 2), (peer.Session.NextOutgoing, peer.Session.NextIncoming));
        peer.Say('D', 2, "11=b|");
        Assert.Equal(["logon", "D a", "D b"], peer.App.Events);
    }

    [Fact]
    public void A_refused_logon_says_why()
    {
        ScriptedPeer peer = Initiator();
        peer.Say('5', 1, "58=wrong password|");
        Assert.Equal("logon refused: wrong password", peer.Session.LastReason);
        Assert.Equal(2, peer.Session.NextIncoming);
    }

    // ---- Header ----

    [Fact]
    public void C31_too_low_without_PossDup_ends_the_session()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal(["5 34=2 58=MsgSeqNum too low, expecting 2 but received 1"], peer.Say('0', 1));
        Assert.Equal(["logon", "logout"], peer.App.Events);
    }

    [Fact]
    public void C32_C52_a_garbled_message_is_ignored_takes_no_number_and_is_no_sign_of_life()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        peer.Wait(29);
        byte[] bad = FixText.Frame($"35=D|34=2|49=VENUE|56=HEDGE|52={peer.Stamp()}|11=a|");
        bad[^3] ^= 1;
        Assert.Empty(peer.SayBytes(bad));
        Assert.Equal(2, peer.Session.NextIncoming);
        Assert.Contains(peer.Wait(7.1), l => l[0] == '1');
    }

    [Fact]
    public void C33_C34_possible_duplicates_are_taken_when_new_and_dropped_when_known()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        string dup = $"43=Y|122={peer.Stamp(-1)}|";
        peer.Say('D', 2, "11=a|", dup);
        peer.Say('D', 2, "11=a|", dup);
        Assert.Equal(["D a"], peer.App.Messages);
        Assert.Equal(1, peer.Session.Counters.DuplicatesDropped);
    }

    [Fact]
    public void C35_C36_OrigSendingTime_must_be_there_and_not_after_SendingTime()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal(["3 34=2 45=2 371=122 372=D 373=1 58=Required tag missing"], peer.Say('D', 2, "11=a|", "43=Y|"));
        Assert.True(peer.Session.IsLoggedOn);
        Assert.Equal(
            ["3 34=3 45=3 371=122 372=D 373=10 58=OrigSendingTime after SendingTime", "5 34=4 58=OrigSendingTime after SendingTime"],
            peer.Say('D', 3, "11=b|", $"43=Y|122={peer.Stamp(1)}|"));
        Assert.Empty(peer.App.Messages);
        Assert.Equal(FixSessionState.LogoutSent, peer.Session.State);
    }

    [Theory]
    [InlineData("49=VENUE|56=WRONG|", 56)]
    [InlineData("49=WRONG|56=HEDGE|", 49)]
    public void C38_wrong_ids_are_rejected_and_logged_out(string ids, int tag)
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal([$"3 34=2 45=2 371={tag} 372=D 373=9 58=CompID problem", "5 34=3 58=CompID problem"], peer.SayFields($"35=D|34=2|{ids}52={peer.Stamp()}|11=a|"));
        Assert.Empty(peer.App.Messages);
    }

    [Theory]
    [InlineData(119, true)]
    [InlineData(-119, true)]
    [InlineData(121, false)]
    [InlineData(-121, false)]
    public void C40_SendingTime_may_differ_by_two_minutes(int seconds, bool isFine)
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        string[] answer = peer.SayFields($"35=D|34=2|49=VENUE|56=HEDGE|52={peer.Stamp(seconds)}|11=a|");
        Assert.Equal(isFine ? [] : ["3 34=2 45=2 371=52 372=D 373=10 58=SendingTime accuracy problem", "5 34=3 58=SendingTime accuracy problem"], answer);
    }

    [Fact]
    public void The_check_of_SendingTime_can_be_turned_off()
    {
        var peer = new ScriptedPeer(FixRole.Acceptor, s => s with { MaxSendingTimeSkewNanos = 0 });
        peer.LogOn();
        peer.SayFields("35=D|34=2|49=VENUE|56=HEDGE|52=20200101-00:00:00|11=a|");
        Assert.Equal(["D a"], peer.App.Messages);
    }

    [Theory]
    [InlineData("35=zzz|", "371=35 372=zzz 373=11 58=Invalid MsgType")]
    [InlineData("35=?|", "371=35 372=? 373=11 58=Invalid MsgType")]
    public void C41_an_impossible_type_is_rejected_and_takes_its_number(string type, string text)
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal([$"3 34=2 45=2 {text}"], peer.SayFields($"{type}34=2|49=VENUE|56=HEDGE|52={peer.Stamp()}|"));
        Assert.Equal(3, peer.Session.NextIncoming);
    }

    [Theory]
    [InlineData("", "371=52 372=D 373=1 58=Required tag missing")]
    [InlineData("52=yesterday|", "371=52 372=D 373=6 58=Incorrect data format")]
    public void SendingTime_must_be_there_and_readable(string time, string text)
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal([$"3 34=2 45=2 {text}"], peer.SayFields($"35=D|34=2|49=VENUE|56=HEDGE|{time}11=a|"));
        Assert.Empty(peer.App.Messages);
    }

    [Fact]
    public void C37_C44_a_missing_number_or_another_version_ends_the_session()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal(["5 34=2 58=Required tag missing: MsgSeqNum (34)"], peer.SayFields($"35=D|49=VENUE|56=HEDGE|52={peer.Stamp()}|11=a|"));
        Assert.NotNull(peer.Wire.Closed);
        ScriptedPeer other = Acceptor().LogOn();
        other.Heard();
        Assert.Equal(["5 34=2 58=Incorrect BeginString"], other.SayFields($"35=D|34=2|49=VENUE|56=HEDGE|52={other.Stamp()}|11=a|", "FIX.4.2"));
    }

    // ---- Test requests, rejects ----

    [Fact]
    public void C48_C53_a_test_request_is_answered_in_sequence_only()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal(["0 34=2 112=ping"], peer.Say('1', 2, "112=ping|"));
        Assert.Equal(["2 34=3 7=3 16=0"], peer.Say('1', 5, "112=beyond|"));
        Assert.Equal(["3 34=4 45=3 371=112 372=1 373=1 58=Required tag missing"], peer.Say('1', 3));
    }

    [Fact]
    public void C54_C102_a_reject_takes_its_number_reaches_the_application_and_is_never_rejected()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Empty(peer.Say('3', 2, "45=1|58=no|"));
        Assert.Equal(["3 -"], peer.App.Messages);
        Assert.Empty(peer.SayFields("35=3|34=3|49=VENUE|56=HEDGE|45=1|"));
        Assert.Equal(4, peer.Session.NextIncoming);
    }

    // ---- SequenceReset ----

    [Theory]
    [InlineData(42, 2)]
    [InlineData(42, 9)]
    [InlineData(1, 9)]
    public void C77_C78_reset_raises_and_ignores_its_own_number(long seq, long next)
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Empty(peer.Say('4', seq, $"36={next}|"));
        Assert.Equal(next, peer.Session.NextIncoming);
    }

    [Fact]
    public void C79_C80_numbers_never_go_down()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Say('4', 2, "36=9|");
        peer.Heard();
        Assert.Equal(["3 34=2 45=3 371=36 372=4 373=5 58=NewSeqNo is not beyond the expected number"], peer.Say('4', 3, "36=8|"));
        Assert.Equal(9, peer.Session.NextIncoming);
        Assert.Equal(["3 34=3 45=9 371=36 372=4 373=5 58=NewSeqNo is not beyond the expected number"], peer.Say('4', 9, "123=Y|36=9|"));
        Assert.Equal(10, peer.Session.NextIncoming);
        Assert.Equal(["3 34=4 45=10 371=36 372=4 373=1 58=Required tag missing"], peer.Say('4', 10, "123=Y|"));
    }

    [Fact]
    public void C64_C66_a_gap_fill_may_reach_beyond_the_gap_and_one_request_is_enough()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal(["2 34=2 7=2 16=0"], peer.Say('D', 5, "11=e|"));
        Assert.Empty(peer.Say('D', 6, "11=f|"));
        Assert.Empty(peer.Say('4', 2, "123=Y|36=12|", "43=Y|"));
        Assert.Equal(12, peer.Session.NextIncoming);
        Assert.True(peer.Session.IsSynchronised);
    }

    [Fact]
    public void C67_the_request_is_made_again_on_a_new_connection()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Say('D', 5, "11=e|");
        peer.Session.OnDisconnected("cut");
        peer.Connect();
        peer.Heard();
        Assert.Equal(["A 34=3 98=0 108=30", "2 34=4 7=2 16=0"], peer.Say('A', 6, "98=0|108=30|"));
    }

    [Fact]
    public void A_message_left_out_of_a_replay_is_asked_for_again()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        string dup = $"43=Y|122={peer.Stamp()}|";
        peer.Say('D', 4, "11=c|");
        peer.Heard();
        peer.Say('D', 2, "11=a|", dup);
        peer.Say('D', 3, "11=b|", dup);
        peer.Say('D', 4, "11=c|", dup);
        Assert.True(peer.Session.IsSynchronised);
        Assert.Equal(["2 34=3 7=5 16=0"], peer.Say('D', 6, "11=e|"));
        peer.Say('D', 5, "11=d|", dup);
        peer.Say('D', 6, "11=e|", dup);
        Assert.Equal(["D a", "D b", "D c", "D d", "D e"], peer.App.Messages);
    }

    // ---- Logout ----

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void C83_C85_a_logout_with_any_number_is_answered_and_the_peer_closes(long seq)
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        Assert.Equal(["5 34=2"], peer.Say('5', seq, "58=good night|"));
        Assert.Null(peer.Wire.Closed);
        Assert.Equal(seq == 2 ? 3 : 2, peer.Session.NextIncoming);
        peer.Wait(2.1);
        Assert.NotNull(peer.Wire.Closed);
        Assert.Equal("logged out by the other side: good night", peer.Session.LastReason);
    }

    [Fact]
    public void Resend_requests_are_answered_while_the_logout_waits()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Session.RequestLogout();
        peer.Heard();
        Assert.Equal(["4 34=1 43=Y 123=Y 36=3"], peer.Say('2', 2, "7=1|16=0|"));
        peer.Say('5', 3);
        Assert.Equal("logged out", peer.Session.LastReason);
    }

    // ---- Business rejects and settings ----

    [Fact]
    public void C42_C101_a_business_reject_names_the_message()
    {
        ScriptedPeer peer = Acceptor().LogOn();
        peer.Heard();
        HedgeFast.Fix.Codec.FixMessage.TryRead(FixText.Frame("35=AE|34=2|571=r|"), out HedgeFast.Fix.Codec.FixMessage message);
        Assert.True(peer.Session.TrySendBusinessReject(message, RejectReasons.BusinessUnsupportedMessageType, "r"u8, "not here"u8));
        Assert.Equal(["j 34=2 45=2 372=AE 379=r 380=3 58=not here"], peer.Heard());
        Assert.Throws<ArgumentException>(() => peer.Session.Begin("A"u8));
    }

    [Fact]
    public void Settings_no_session_can_run_with_are_refused()
    {
        foreach (Func<FixSessionSettings, FixSessionSettings> change in new Func<FixSessionSettings, FixSessionSettings>[]
        {
            s => s with { SenderCompId = "" }, s => s with { TargetCompId = "A=B" }, s => s with { SenderCompId = "A\u0001" }, s => s with { BeginString = "FIX.4.2" },
            s => s with { HeartbeatSeconds = 0 }, s => s with { MaxMessageBytes = 10 }, s => s with { LogonTimeoutNanos = 0 }, s => s with { MaxSendingTimeSkewNanos = -1 },
        })
        {
            Assert.Throws<ArgumentException>(() => new ScriptedPeer(FixRole.Acceptor, change));
        }
    }
}
