using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>
/// A report that carries a fill counts with any fault of form; other faulty messages are rejected as the standard
/// requires.
/// </summary>
/// <remarks>The fault is counted.</remarks>
public sealed class FaultyReportTests
{
    private static readonly DataDictionary Dictionary = new DictionaryReader("test").Read(
        new MemoryStream(Encoding.UTF8.GetBytes(
        """
        <fix major="4" minor="4">
          <header>
            <field name="BeginString" required="Y"/><field name="BodyLength" required="Y"/>
            <field name="MsgType" required="Y"/><field name="MsgSeqNum" required="Y"/>
            <field name="SenderCompID" required="Y"/><field name="TargetCompID" required="Y"/>
            <field name="SendingTime" required="Y"/>
          </header>
          <messages>
            <message name="ExecutionReport" msgtype="8" msgcat="app">
              <field name="ClOrdID" required="N"/>
              <field name="Text" required="N"/>
            </message>
            <message name="Logon" msgtype="A" msgcat="admin">
              <field name="EncryptMethod" required="Y"/>
              <field name="HeartBtInt" required="Y"/>
            </message>
            <message name="Heartbeat" msgtype="0" msgcat="admin"><field name="TestReqID" required="N"/></message>
          </messages>
          <trailer><field name="CheckSum" required="Y"/></trailer>
          <fields>
            <field number="8" name="BeginString" type="STRING"/><field number="9" name="BodyLength" type="INT"/>
            <field number="35" name="MsgType" type="STRING"/>
            <field number="34" name="MsgSeqNum" type="INT"/><field number="49" name="SenderCompID" type="STRING"/>
            <field number="56" name="TargetCompID" type="STRING"/>
            <field number="52" name="SendingTime" type="UTCTIMESTAMP"/>
            <field number="10" name="CheckSum" type="STRING"/><field number="11" name="ClOrdID" type="STRING"/>
            <field number="58" name="Text" type="STRING"/><field number="98" name="EncryptMethod" type="INT"/>
            <field number="108" name="HeartBtInt" type="INT"/>
            <field number="112" name="TestReqID" type="STRING"/>
          </fields>
        </fix>
        """)));

    [Fact]
    public void A_fill_resent_without_its_original_time_counts()
    {
        ScriptedPeer peer = Peer();
        Assert.Empty(peer.Say('8', 3, "11=fill|", "43=Y|"));
        AssertTaken(peer, "8 fill", RejectReasons.RequiredTagMissing, Tags.OrigSendingTime);
    }

    [Theory]
    [InlineData("43=Y|122=yesterday|", RejectReasons.IncorrectDataFormat, Tags.OrigSendingTime)]
    public void A_fill_with_an_unreadable_original_time_counts(string header, int reason, int tag)
    {
        ScriptedPeer peer = Peer();
        peer.Say('8', 3, "11=fill|", header);
        AssertTaken(peer, "8 fill", reason, tag);
    }

    [Fact]
    public void A_fill_that_lacks_its_sending_time_counts()
    {
        ScriptedPeer peer = Peer();
        peer.SayFields("35=8|34=3|49=VENUE|56=HEDGE|11=fill|");
        AssertTaken(peer, "8 fill", RejectReasons.RequiredTagMissing, Tags.SendingTime);
    }

    [Fact]
    public void A_fill_with_header_fields_in_its_body_counts()
    {
        ScriptedPeer peer = Peer();
        peer.SayFields($"35=8|34=3|11=fill|49=VENUE|56=HEDGE|52={peer.Stamp()}|");
        AssertTaken(peer, "8 fill", RejectReasons.OutOfOrder, Tags.SenderCompID);
    }

    [Theory]
    [InlineData("11=fill|9999=X|", RejectReasons.InvalidTagNumber, 9999)]
    [InlineData("11=fill|58=|", RejectReasons.TagWithoutValue, Tags.Text)]
    [InlineData("11=fill|11=fill|", RejectReasons.TagRepeated, Tags.ClOrdID)]
    public void A_fill_that_the_dictionary_finds_fault_with_counts(string body, int reason, int tag)
    {
        ScriptedPeer peer = Peer(s => s with { Dictionary = new DictionaryRules { Application = Dictionary } });
        peer.Say('8', 3, body);
        AssertTaken(peer, "8 fill", reason, tag);
    }

    [Theory]
    [InlineData("8")]
    [InlineData("9")]
    [InlineData("j")]
    [InlineData("AO")]
    [InlineData("AP")]
    public void Every_message_that_tells_of_orders_is_delivered(string type)
    {
        ScriptedPeer peer = Peer();
        peer.SayFields($"35={type}|34=3|49=VENUE|56=HEDGE|52={peer.Stamp()}|43=Y|11=x|");
        Assert.Equal(new[] { $"{type} x" }, peer.App.Messages);
    }

    [Fact]
    public void A_fill_with_a_wrong_clock_is_delivered_and_the_session_ends_as_the_standard_asks()
    {
        ScriptedPeer peer = Peer();
        string[] said = peer.SayFields($"35=8|34=3|49=VENUE|56=HEDGE|52={peer.Stamp(-600)}|11=fill|");
        Assert.Equal(new[] { "8 fill" }, peer.App.Messages);
        Assert.Equal(4, peer.Session.NextIncoming);
        Assert.Contains(
            said,
            line =>
                line.StartsWith("3 ", StringComparison.Ordinal) && line.Contains("373=10", StringComparison.Ordinal));
        Assert.Equal(FixSessionState.LogoutSent, peer.Session.State);
    }

    [Fact]
    public void Beyond_a_gap_a_faulty_fill_waits_for_its_turn_and_counts_once()
    {
        ScriptedPeer peer = Peer();
        peer.Say('8', 4, "11=second|", "43=Y|");
        Assert.Empty(peer.App.Messages);
        peer.Say('8', 3, "11=first|", "43=Y|");
        Assert.Equal(new[] { "8 first", "8 second" }, peer.App.Messages);
        peer.Say('8', 4, "11=second|", "43=Y|");
        Assert.Equal(2, peer.App.Messages.Count());
        Assert.Equal(5, peer.Session.NextIncoming);
    }

    [Fact]
    public void A_fill_of_another_session_is_not_ours()
    {
        ScriptedPeer peer = Peer();
        peer.SayFields($"35=8|34=3|49=OTHER|56=HEDGE|52={peer.Stamp()}|11=fill|");
        Assert.Empty(peer.App.Messages);
        Assert.Equal(1, peer.Session.Counters.ReportsRejected);
    }

    [Fact]
    public void Messages_that_carry_no_execution_are_rejected_as_ever()
    {
        ScriptedPeer peer = Peer();
        Assert.Contains("371=122", Assert.Single(peer.Say('B', 3, "11=news|", "43=Y|")), StringComparison.Ordinal);
        Assert.Empty(peer.App.Messages);
        Assert.Equal(0, peer.Session.Counters.FaultsTolerated);
    }

    [Fact]
    public void Where_the_standard_is_to_be_followed_a_faulty_fill_is_rejected_and_that_is_counted()
    {
        ScriptedPeer peer = Peer(s => s with { DeliversFaultyReports = false });
        Assert.Contains("371=122", Assert.Single(peer.Say('8', 3, "11=fill|", "43=Y|")), StringComparison.Ordinal);
        Assert.Empty(peer.App.Messages);
        Assert.Equal(1, peer.Session.Counters.ReportsRejected);
    }

    private static ScriptedPeer Peer(Func<FixSessionSettings, FixSessionSettings>? change = null) =>
        new ScriptedPeer(FixRole.Initiator, change).LogOn();

    private static void AssertTaken(ScriptedPeer peer, string message, int reason, int tag)
    {
        Assert.Equal(new[] { message }, peer.App.Messages);
        Assert.Equal(4, peer.Session.NextIncoming);
        Assert.Equal(FixSessionState.LoggedOn, peer.Session.State);
        Assert.Equal(0, peer.Session.Counters.RejectsSent);
        Assert.Equal(1, peer.Session.Counters.FaultsTolerated);
        Assert.Equal(reason, peer.Session.Counters.LastToleratedReason);
        Assert.Equal(tag, peer.Session.Counters.LastToleratedTag);
    }
}
