using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>Calls that an application and an operator make to a session.</summary>
public sealed class SessionApiTests
{
    private static ScriptedPeer LoggedOn()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Acceptor).LogOn();
        peer.Heard();
        return peer;
    }

    [Fact]
    [Scenario("C42", "C101")]
    public void A_business_reject_names_the_message_and_goes_back_its_way()
    {
        ScriptedPeer peer = LoggedOn();
        Assert.True(FixMessage.TryRead(FixText.Frame("35=AE|34=2|115=DESK|571=r|"), out FixMessage message));
        Assert.True(
            peer.Session.TrySendBusinessReject(
                message, RejectReasons.BusinessUnsupportedMessageType, "r"u8, "not here"u8));
        Assert.Equal(["j 34=2 45=2 58=not here 372=AE 379=r 380=3"], peer.Heard());
        Assert.Contains("|128=DESK|", FixText.Show(peer.Wire.InFlight.Last()), StringComparison.Ordinal);
    }

    [Fact]
    public void Session_messages_are_the_session_s_own() =>
        Assert.Throws<ArgumentException>(() => LoggedOn().Session.Begin("A"u8));

    [Fact]
    public void A_message_may_carry_header_fields()
    {
        ScriptedPeer peer = LoggedOn();
        FixBody body = peer.Session.Begin("D"u8);
        Assert.True(peer.Session.TryAddHeader(Tags.PossResend, "Y"u8));
        Assert.False(peer.Session.TryAddHeader(Tags.OnBehalfOfCompID, new byte[600]));
        Assert.Throws<ArgumentException>(() => peer.Session.TryAddHeader(Tags.OnBehalfOfCompID, "a\u0001b"u8));
        body.Add(Tags.ClOrdID, "x"u8);
        Assert.True(peer.Session.TrySend(ref body));
        Assert.Contains("|56=VENUE|97=Y|11=x|", FixText.Show(peer.Wire.InFlight.Last()), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_no_session_can_run_with_are_refused()
    {
        Func<FixSessionSettings, FixSessionSettings>[] changes =
        [
            s => s with { SenderCompId = "" },
            s => s with { TargetCompId = "A=B" },
            s => s with { SenderCompId = "A\u0001" },
            s => s with { BeginString = "FIX.4.3" },
            s => s with { HeartbeatSeconds = 0 },
            s => s with { MaxMessageBytes = 10 },
            s => s with { LogonTimeoutNanos = 0 },
            s => s with { MaxSendingTimeSkewNanos = -1 },
            s => s with { TestRequestAfterIntervals = 1 },
            s => s with { DisconnectAfterIntervals = 1.1 },
            s => s with { SendingTimeDigits = 4 },
            s => s with { ResendChunk = -1 },
            s => s with { BeginString = "FIX.4.2", UsesNextExpected = true },
            s => s with { SenderSubId = "a=b" },
            s => s with { HeldMessages = -1 },
            s => s with { HeartbeatSecondsMin = 0 },
        ];
        foreach (Func<FixSessionSettings, FixSessionSettings> change in changes)
            Assert.Throws<ArgumentException>(() => new ScriptedPeer(FixRole.Acceptor, change));
    }

    [Fact]
    public void Numbers_are_set_while_down_by_two_names_and_journaled()
    {
        ScriptedPeer peer = LoggedOn();
        List<string> journal = [];
        var admin = new SessionAdmin(peer.Session, journal.Add);
        Assert.Throws<InvalidOperationException>(() => admin.SetNextIncoming(7, "ann", "bob", peer.Time.Utc));
        peer.Session.OnDisconnected("cut");
        Assert.Throws<ArgumentException>(() => admin.SetNextIncoming(7, "ann", "Ann ", peer.Time.Utc));
        Assert.Throws<ArgumentException>(() => admin.SetNextIncoming(0, "ann", "bob", peer.Time.Utc));
        Assert.Throws<ArgumentException>(() => admin.RaiseNextOutgoing(1, "ann", "bob", peer.Time.Utc));
        Assert.Empty(journal);

        admin.SetNextIncoming(7, "ann", "bob", peer.Time.Utc);
        admin.RaiseNextOutgoing(9, "ann", "bob", peer.Time.Utc);
        Assert.Equal(7, peer.Session.NextIncoming);
        Assert.Equal(9, peer.Session.NextOutgoing);
        Assert.Equal(
            [
                "20260302-14:30:00.000 HEDGE>VENUE next incoming 2 -> 7 by ann, confirmed by bob",
                "20260302-14:30:00.000 HEDGE>VENUE next outgoing 2 -> 9 by ann, confirmed by bob",
            ],
            journal);

        // What was skipped is gap-filled like any session message.
        peer.Connect();
        peer.Say('A', 7, "98=0|108=30|");
        peer.Heard();
        Assert.Equal(["4 34=2 43=Y 36=10 123=Y"], peer.Say('2', 8, "7=2|16=0|"));
    }

    [Fact]
    public void Status_shows_the_gap_and_the_times_of_the_last_messages()
    {
        ScriptedPeer peer = LoggedOn();
        peer.Say('D', 5, "11=x|");
        SessionStatus status = new SessionAdmin(peer.Session, _ => { }).Read();
        Assert.Equal(
            new SessionStatus(
                FixSessionState.LoggedOn, NextIncoming: 2, NextOutgoing: 3, GapEnd: 5, HeldMessages: 1,
                LastReceivedMono: peer.Time.Mono, LastSentMono: peer.Time.Mono, LastReason: null),
            status);
    }

    [Scenario("S28")]
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(34)]
    [InlineData(35)]
    [InlineData(43)]
    [InlineData(49)]
    [InlineData(52)]
    [InlineData(56)]
    [InlineData(122)]
    public void S28_An_application_can_not_write_the_fields_of_the_session(int tag)
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        Assert.Throws<ArgumentException>(() => peer.Session.Begin("D"u8).Add(tag, "7"u8));
        Assert.Throws<ArgumentException>(() => peer.Session.Begin("D"u8).Add(tag, 7));
        Assert.Throws<ArgumentException>(() => peer.Session.Begin("D"u8).Add(tag, (byte)'7'));
        peer.Session.Begin("D"u8);
        Assert.Throws<ArgumentException>(() => peer.Session.TryAddHeader(tag, "7"u8));
    }

    [Scenario("S36")]
    [Theory]
    [InlineData("1000000000")]
    [InlineData("9223372036854775807")]
    public void S36_A_group_that_announces_more_than_the_message_holds_ends_with_it(string count)
    {
        byte[] fields = FixText.Raw($"268={count}|269=0|270=5|");
        var group = new FixGroup(fields, 268, 269, [270]);
        int entries = 0;
        while (group.MoveNext())
            entries++;
        Assert.InRange(entries, 0, 1);
        Assert.True(group.IsMalformed);
    }
}
