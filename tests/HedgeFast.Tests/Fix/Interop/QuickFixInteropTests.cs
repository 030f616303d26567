using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Tests.Fix.Transport;

namespace HedgeFast.Tests.Fix.Interop;

/// <summary>
/// Our engine in both roles against QuickFIX C++: our two roles could share a misunderstanding, this pair can't.
/// </summary>
public sealed class QuickFixInteropTests
{
    public static TheoryData<FixRole> Roles => [FixRole.Initiator, FixRole.Acceptor];

    [Fact]
    public void Our_orders_are_answered_in_order()
    {
        using InteropRig rig = InteropRig.Start(FixRole.Initiator);
        for (int i = 0; i < 100; i++)
            Assert.True(rig.Send(MsgTypes.NewOrderSingle, $"x{i}"));
        rig.Until(() => rig.Ours.Messages.Count() == 100 && rig.Traffic("in", "D").Count() == 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"8 x{i}"), rig.Ours.Messages);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"in D x{i}"), rig.Traffic("in", "D"));
    }

    [Fact]
    public void Their_orders_are_answered_in_order()
    {
        using InteropRig rig = InteropRig.Start(FixRole.Acceptor);
        rig.Ours.Handler = (_, line) => rig.Send(MsgTypes.ExecutionReport, line[2..]);
        for (int i = 0; i < 100; i++)
            rig.Theirs.Tell($"order x{i}");
        rig.Until(() => rig.Traffic("in", "8").Count() == 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"in 8 x{i}"), rig.Traffic("in", "8"));
    }

    [Fact]
    public void Our_messages_pass_their_data_dictionary()
    {
        using InteropRig rig = InteropRig.Start(FixRole.Initiator, SharedData.PathOf("fix", "FIX44.xml"));
        Assert.True(rig.Send(MsgTypes.NewOrderSingle, "x1"));
        rig.Until(() => rig.Ours.Messages.Any());
        Assert.Equal(["8 x1"], rig.Ours.Messages);
        Assert.Empty(rig.Traffic("out", "3"));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Messages_we_missed_are_resent(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        rig.Cut();
        rig.UntilTheyAlone(() => rig.Theirs.Said.Contains("logout"));

        // They use up numbers while the connection is down, and repeat the messages when we ask.
        for (int i = 0; i < 3; i++)
            rig.TellAlone($"report lost{i}");
        rig.UntilUp(2);
        rig.Until(() => rig.Ours.Messages.Count() == 3);
        Assert.Equal(["8 lost0", "8 lost1", "8 lost2"], rig.Ours.Messages);

        // What they say of their sending reaches us on its own way, and may be later than what they sent.
        rig.Until(() => rig.Traffic("out", "8").Count(line => line.EndsWith("dup", StringComparison.Ordinal)) == 3);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Messages_they_missed_are_resent_but_never_a_stale_order(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        long first = rig.Session.NextOutgoing;
        Assert.True(rig.Send(MsgTypes.ExecutionReport, "r1"));
        Assert.True(rig.Send(MsgTypes.NewOrderSingle, "o1"));
        Assert.True(rig.Send(MsgTypes.ExecutionReport, "r2"));
        rig.Until(() => rig.Traffic("in", "8").Count() == 2);
        rig.Cut();
        rig.UntilTheyAlone(() => rig.Theirs.Said.Contains("logout"));
        rig.TellAlone($"next-in {first}");
        rig.UntilUp(2);
        rig.Until(() => rig.Traffic("in", "8").Count(line => line.EndsWith("dup", StringComparison.Ordinal)) == 2);
        Assert.Equal(["in 8 r1", "in 8 r2", "in 8 r1 dup", "in 8 r2 dup"], rig.Traffic("in", "8"));
        Assert.Equal(["in D o1"], rig.Traffic("in", "D"));
        Assert.True(rig.Send(MsgTypes.ExecutionReport, "r3"));
        rig.UntilTheySaid($"in 8 {rig.Session.NextOutgoing - 1} r3");
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Both_sides_miss_something(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        long first = rig.Session.NextOutgoing;
        Assert.True(rig.Send(MsgTypes.ExecutionReport, "r1"));
        rig.Until(() => rig.Traffic("in", "8").Any());
        rig.Cut();
        rig.UntilTheyAlone(() => rig.Theirs.Said.Contains("logout"));
        rig.TellAlone($"next-in {first}");
        rig.TellAlone("report lost0");
        rig.UntilUp(2);
        rig.Until(() => rig.Ours.Messages.Any() && rig.Traffic("in", "8").Contains("in 8 r1 dup"));
        Assert.Equal(["8 lost0"], rig.Ours.Messages);
        rig.Theirs.Tell("report live");
        rig.Until(() => rig.Ours.Messages.Contains("8 live"));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_gap_inside_the_session_is_filled(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        rig.Theirs.Tell($"next-out {rig.Session.NextIncoming + 5}");
        rig.Theirs.Tell("report beyond");
        rig.Until(() => rig.Ours.Messages.Contains("8 beyond") && rig.Session.IsSynchronised);
        Assert.Equal(["8 beyond"], rig.Ours.Messages);
        Assert.Equal(1, rig.Session.Counters.ResendRequestsSent);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Sequence_reset_is_obeyed(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        rig.Theirs.Tell("sequence-reset 500");
        rig.Until(() => rig.Session.NextIncoming == 500);
        rig.Theirs.Tell("report after");
        rig.Until(() => rig.Ours.Messages.Contains("8 after"));
        Assert.Equal(501, rig.Session.NextIncoming);
        Assert.Equal(0, rig.Session.Counters.ResendRequestsSent);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_cut_in_the_middle_of_traffic_loses_no_report(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        for (int round = 1; round <= 3; round++)
        {
            for (int i = 0; i < 20; i++)
                rig.Theirs.Tell($"report {round}-{i}");
            int some = rig.Ours.Messages.Count() + 5;
            rig.Until(() => rig.Ours.Messages.Count() >= some);
            if (round % 2 == 1)
                rig.Theirs.Tell("drop");
            else
                rig.Cut();
            rig.UntilUp(round + 1);
        }

        rig.Until(() => rig.Ours.Messages.Count() >= 60);
        Assert.Equal(
            from round in Enumerable.Range(1, 3) from i in Enumerable.Range(0, 20) select $"8 {round}-{i}",
            rig.Ours.Messages);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Test_requests_and_heartbeats_are_answered(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        rig.Theirs.Tell("test hello");
        rig.Until(() => rig.Traffic("in", "0").Contains("in 0 hello"));
        int before = rig.Traffic("out", "0").Count();
        rig.Until(() => rig.Traffic("out", "0").Count() > before && rig.Traffic("in", "0").Count() > 1);
        Assert.True(rig.Session.IsLoggedOn);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Logout_in_order_from_either_side(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours);
        rig.Theirs.Tell("logout");
        rig.Until(() => rig.Session.State == FixSessionState.Disconnected);
        Assert.Equal("logged out by the other side: asked to", rig.Session.LastReason);
        rig.Theirs.Tell("logon");
        rig.UntilUp(2);
        rig.RequestLogout();
        rig.Until(() => rig.Ours.Events.Count(e => e == "logout") == 2);
        Assert.Equal("logged out", rig.Session.LastReason);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Under_tls_with_certificates_on_both_sides(FixRole ours)
    {
        using InteropRig rig = InteropRig.Start(ours, authority: new TestCertificates("Test Root"));
        for (int i = 0; i < 20; i++)
        {
            Assert.True(rig.Send(MsgTypes.ExecutionReport, $"r{i}"));
            rig.Theirs.Tell($"report t{i}");
        }

        rig.Until(() => rig.Ours.Messages.Count() == 20 && rig.Traffic("in", "8").Count() == 20);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"8 t{i}"), rig.Ours.Messages);
        rig.RequestLogout();
        rig.Until(() => rig.Ours.Events.Contains("logout"));
        Assert.Equal("logged out", rig.Session.LastReason);
    }
}
