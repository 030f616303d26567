using System.Globalization;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>Sequence numbers of the peer: gaps are accepted, numbers beyond every gap are not.</summary>
public sealed class SequenceBoundTests
{
    private const long Largest = long.MaxValue;

    [Theory]
    [InlineData('4', 3, "36=9223372036854775807|")]
    [InlineData('4', 3, "123=Y|36=9223372036854775807|")]
    [InlineData('4', 3, "36=1000004|")]
    [InlineData('8', Largest, "11=x|")]
    [InlineData('0', Largest, "")]
    [InlineData('1', 1_000_004, "112=x|")]
    [InlineData('2', Largest, "7=1|16=0|")]
    [InlineData('4', Largest, "123=Y|36=9223372036854775807|")]
    [InlineData('A', Largest, "98=0|108=30|")]
    public void A_number_beyond_the_largest_gap_ends_the_session_and_moves_no_number(
        char type, long number, string body)
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        string[] said = peer.Say(type, number, body);
        Assert.StartsWith("5 ", said[^1], StringComparison.Ordinal);
        Assert.Equal(FixSessionState.Disconnected, peer.Session.State);
        Assert.Equal(SessionEnd.SequenceTooHigh, peer.Session.LastEnd);
        Assert.Equal(3, peer.Session.NextIncoming);

        // The next connection begins where the last one stood.
        peer.Connect();
        peer.Say('A', 3, "98=0|108=30|");
        Assert.True(peer.Session.IsLoggedOn);
    }

    [Theory]
    [InlineData(FixRole.Initiator)]
    [InlineData(FixRole.Acceptor)]
    public void A_logon_with_a_wild_number_is_refused(FixRole role)
    {
        var peer = new ScriptedPeer(role);
        peer.Say('A', Largest, "98=0|108=30|");
        Assert.Equal(SessionEnd.SequenceTooHigh, peer.Session.LastEnd);
        Assert.Equal(1, peer.Session.NextIncoming);
    }

    [Fact]
    public void A_next_expected_number_beyond_the_messages_sent_refuses_the_logon()
    {
        var peer = new ScriptedPeer(FixRole.Acceptor, s => s with { UsesNextExpected = true });
        peer.Say('A', 1, "98=0|108=30|789=9223372036854775807|");
        Assert.Equal(FixSessionState.Disconnected, peer.Session.State);
        Assert.Equal(1, peer.Session.NextIncoming);
    }

    [Fact]
    public void A_gap_within_the_bound_is_filled_and_the_message_behind_it_delivered()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        peer.Say('8', 1_000_003, "11=x|");
        Assert.True(peer.Session.IsLoggedOn);
        peer.Say('4', 3, "123=Y|36=1000003|");
        Assert.Equal(1_000_004, peer.Session.NextIncoming);
        Assert.Equal(new[] { "8 x" }, peer.App.Messages);
    }

    [Fact]
    public void Many_small_resets_reach_no_further_than_one_large_one()
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator, s => s with { SequenceJumpMax = 100 }).LogOn();
        long next = 3;
        for (int i = 0; i < 10 && peer.Session.State != FixSessionState.Disconnected; i++)
        {
            next += 30;
            peer.Say('4', 0, string.Create(CultureInfo.InvariantCulture, $"36={next}|"));
        }

        Assert.Equal(SessionEnd.SequenceTooHigh, peer.Session.LastEnd);
        Assert.Equal(93, peer.Session.NextIncoming);
    }

    [Scenario("S37")]
    [Theory]
    [InlineData("7=1|16=1000000000|")]
    [InlineData("7=1|16=9223372036854775807|")]
    [InlineData("7=1000000000|16=0|")]
    [InlineData("7=-9223372036854775808|16=0|")]
    public void S37_A_resend_request_for_a_thousand_million_messages_is_answered_with_what_there_is(string body)
    {
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator).LogOn();
        string[] said = peer.Say('2', 3, body);
        Assert.InRange(said.Length, 1, 2);
        Assert.True(peer.Session.IsLoggedOn);
        Assert.InRange(peer.Session.NextOutgoing, 3, 4);
    }
}
