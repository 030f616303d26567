using System.Globalization;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>
/// The terms of a session are its own: what the other side may answer, and what it may make the session say and keep.
/// </summary>
public sealed class SessionTermsTests
{
    private static readonly string LongId = new('x', 7_900);

    [Theory]
    [InlineData(0)]
    [InlineData(29)]
    [InlineData(31)]
    [InlineData(3600)]
    public void An_answer_with_another_heartbeat_interval_is_refused(int seconds)
    {
        var peer = new ScriptedPeer(FixRole.Initiator);
        peer.Say('A', 1, string.Create(CultureInfo.InvariantCulture, $"98=0|108={seconds}|"));
        Assert.Equal(SessionEnd.LogonRefused, peer.Session.LastEnd);
        Assert.Contains("HeartBtInt (108) must be 30, as we asked", peer.Session.LastReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(35, true)]
    [InlineData(24, false)]
    [InlineData(0, false)]
    public void A_venue_that_bounds_the_interval_may_do_so_within_the_tolerance(int seconds, bool isTaken)
    {
        var peer = new ScriptedPeer(FixRole.Initiator, s => s with { HeartbeatToleranceSeconds = 5 });
        peer.Say('A', 1, string.Create(CultureInfo.InvariantCulture, $"98=0|108={seconds}|"));
        Assert.Equal(isTaken, peer.Session.IsLoggedOn);
    }

    [Fact]
    public void A_tolerance_of_an_hour_does_not_accept_an_answer_without_heartbeats()
    {
        var peer = new ScriptedPeer(FixRole.Initiator, s => s with { HeartbeatToleranceSeconds = 3600 });
        peer.Say('A', 1, "98=0|108=0|");
        Assert.Equal(SessionEnd.LogonRefused, peer.Session.LastEnd);
    }

    [Theory]
    [InlineData(FixRole.Initiator, "9", true)]
    [InlineData(FixRole.Initiator, "6", false)]
    [InlineData(FixRole.Initiator, "99", false)]
    [InlineData(FixRole.Acceptor, "9", true)]
    [InlineData(FixRole.Acceptor, "99", false)]
    public void An_application_version_that_is_not_ours_is_refused(FixRole role, string version, bool isTaken)
    {
        var peer = new ScriptedPeer(role, s => s with { BeginString = "FIXT.1.1" });
        peer.SayFields($"35=A|34=1|49=VENUE|56=HEDGE|52={peer.Stamp()}|98=0|108=30|1137={version}|", "FIXT.1.1");
        Assert.Equal(isTaken, peer.Session.IsLoggedOn);
    }

    [Theory]
    [InlineData("98=1|108=30|")]
    [InlineData("98=0|108=-1|")]
    [InlineData("98=0|108=30|554=wrong|")]
    public void S20_Whoever_is_refused_gets_one_text_whatever_was_wrong(string logon)
    {
        var peer = new ScriptedPeer(FixRole.Acceptor, s => s with { LogonCheck = new Password() });
        Assert.Equal("5 34=1 58=Logon refused", Assert.Single(peer.Say('A', 1, logon)));
        Assert.StartsWith("logon not acceptable: ", peer.Session.LastReason, StringComparison.Ordinal);
    }

    [Fact]
    public void S21_Refused_logons_take_few_numbers_of_the_session()
    {
        var peer = new ScriptedPeer(FixRole.Acceptor, s => s with { LogonCheck = new Password() });
        for (int i = 0; i < 10_000; i++)
        {
            if (i > 0)
                peer.Connect();
            peer.Say('A', 1, "98=0|108=30|554=wrong|");
            Assert.Equal(FixSessionState.Disconnected, peer.Session.State);
        }

        Assert.Equal(7, peer.Session.NextOutgoing);
        peer.Connect();
        Assert.Equal("A 34=7 98=0 108=30", Assert.Single(peer.Say('A', 1, "98=0|108=30|554=right|")));
    }

    [Fact]
    public void Test_requests_with_long_ids_are_echoed_and_not_kept()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        string answer = Assert.Single(peer.Say('1', 3, $"112={LongId}|"));
        Assert.EndsWith($"112={LongId}", answer, StringComparison.Ordinal);
        Assert.InRange(BytesKept(peer.Store), 1, 3 * 64);
    }

    [Fact]
    public void A_flood_of_test_requests_gets_so_many_answers_a_second()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        for (int i = 0; i < 5_000; i++)
            peer.Say('1', 3 + i, $"112={LongId}|");
        Assert.Equal(3 + 20, peer.Session.NextOutgoing);
        Assert.Equal(5_000 - 20, peer.Session.Counters.AnswersWithheld);
        peer.Time.Advance(SessionPair.Second);
        Assert.Single(peer.Say('1', 5_003, "112=later|"));
    }

    [Fact]
    public void A_flood_of_faulty_messages_gets_so_many_rejects_a_second()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        for (int i = 0; i < 1_000; i++)
            peer.Say('B', 3 + i, "", "43=Y|");
        Assert.Equal(3 + 20, peer.Session.NextOutgoing);
        Assert.Equal(1_003, peer.Session.NextIncoming);
    }

    [Fact]
    public void A_session_that_is_reset_again_and_again_ends()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Acceptor).LogOn();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(FixSessionState.LoggedOn, peer.Session.State);
            peer.Say('A', 1, "98=0|108=30|141=Y|");
        }

        Assert.Equal(FixSessionState.LogoutSent, peer.Session.State);
    }

    private static long BytesKept(MemoryMessageStore store)
    {
        var counter = new Counter();
        store.ReadRange(1, long.MaxValue, counter);
        return counter.Bytes;
    }

    private sealed class Counter : IStoredMessageVisitor
    {
        public long Bytes { get; private set; }

        public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
        {
            Bytes += message.Length;
            return true;
        }
    }

    private sealed class Password : ILogonCheck
    {
        public string? Refuse(in FixMessage logon) =>
            logon.TryGet(Tags.Password, out ReadOnlySpan<byte> value) && Encoding.ASCII.GetString(value) == "right"
                ? null : "wrong password of the desk";
    }
}
