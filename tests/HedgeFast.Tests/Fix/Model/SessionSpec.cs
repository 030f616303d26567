using CsCheck;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Model;

/// <summary>
/// Requirements of a session over <see cref="SessionModel"/>, and the faults that they have to notice.
/// </summary>
internal static class SessionSpec
{
    // Numbers up to here are explored; what a session does at 4 it does at 4000.
    private const int NumbersMax = 4;

    private static readonly string[] AtExpected =
    [
        "App", "Beat", "Resend", "GapFill", "ResetUp", "ResetDown", "Logout", "BadTime", "BadIds", "Foreign", "Logon",
    ];

    public static Spec<SessionModel> Create() => Faults(Requirements(Actions(Spec.From(new SessionModel()))));

    private static Spec<SessionModel> Actions(Spec<SessionModel> spec) => spec
        .Boundary(s => s.Expected <= NumbersMax)
        .Action("Connect", s => s.Status == FixSessionState.Disconnected, s => s.Connect())
        .Action(
            "Logon", [-1, 0, 1], (s, offset) => s.Status == FixSessionState.AwaitingLogon && s.Expected + offset > 0,
            (s, offset) => s.Logon(offset))
        .Action("NotLogon", s => s.Status == FixSessionState.AwaitingLogon, s => s.NotLogon())
        .Action(
            "Expected", AtExpected, (s, kind) => s.IsUp && (kind != "ResetDown" || s.Expected > 1),
            (s, kind) => s.InSequence(kind))
        .Action("Test", s => s.IsUp, s => s.InSequence("Test"))
        .Action("Replay", ["App", "GapFillTwo"], (s, _) => s.IsUp, (s, kind) => s.InSequence(kind))
        .Action(
            "Beyond", ["App", "Test", "Resend", "GapFill", "Logout"], (s, _) => s.IsUp, (s, kind) => s.Beyond(kind, 1))
        .Action("FarBeyond", ["App"], (s, _) => s.IsUp, (s, kind) => s.Beyond(kind, 2))
        .Action("TooLow", ["App", "Test", "Resend"], (s, _) => s.IsUp && s.Expected > 1, (s, _) => s.TooLow())
        .Action("Duplicate", ["App", "Test"], (s, _) => s.IsUp && s.Expected > 1, (s, _) => s.Duplicate())
        .Action("Garbled", s => s.Status != FixSessionState.Disconnected, s => s.Garbled())
        .Action("Reset", s => s.IsUp, s => s.Reset())
        .Action("AskLogout", s => s.Status == FixSessionState.LoggedOn, s => s.AskLogout())
        .Action("Drop", s => s.Status != FixSessionState.Disconnected, s => s.Drop())
        .Action("Tick", s => s.Status != FixSessionState.Disconnected, s => s.Tick());

    private static Spec<SessionModel> Requirements(Spec<SessionModel> spec) => spec
        .Reachable("CAN-LOG-ON", "A session can be logged on.", s => s.Status == FixSessionState.LoggedOn)
        .Reachable(
            "CAN-CLOSE-A-GAP", "What waited beyond a gap is delivered with what filled it.", s => s.Delivered > 1)
        .Invariant(
            "DOWN-HOLDS-NOTHING", "What waited on a dead connection is not processed on the next one.",
            s => s.IsUp || !s.Held.Any(c => c != '.'))
        .Rule(
            "FIRST-IS-LOGON", "The first message is a logon, or the connection ends.", on: "NotLogon",
            (_, after) => after is { Status: FixSessionState.Disconnected, Said: "" })
        .Rule(
            "LOW-ENDS", "A number lower than expected without PossDup: logout, and the end.", on: "TooLow",
            (_, after) => after is { Status: FixSessionState.Disconnected, Said: "5" })
        .Rule(
            "DUPLICATES-ARE-NOTHING", "A possible duplicate that was received is dropped without a word.",
            on: "Duplicate",
            (before, after) => after.Said.Length == 0 && after.Delivered == 0 && after.Expected == before.Expected)
        .Rule(
            "GARBAGE-IS-NOTHING", "Garbled bytes take no number, get no answer and are no sign of life.", on: "Garbled",
            (before, after) =>
                after.Said.Length == 0
                    && after.Expected == before.Expected
                    && after.TicksSinceHeard == before.TicksSinceHeard)
        .Rule(
            "BEYOND-WAITS", "Nothing beyond a gap is delivered, answered or counted before it's filled.", on: "Beyond",
            (before, after) => after.Delivered == 0 && after.Expected == before.Expected && !after.Said.Contains('0'))
        .Rule(
            "BEYOND-ASKS", "A new gap is asked for at once.", on: "FarBeyond", (before, _) => !before.HasGap,
            (_, after) => after.Said == "2")
        .Rule(
            "ASKS-ONCE", "While a request is out, messages beyond the gap are no reason for another.", on: "FarBeyond",
            (before, _) => before.HasGap && before.AskedTo >= before.Expected, (_, after) => after.Said.Length == 0)
        .Rule(
            "NUMBERS-ONLY-RISE", "An expected number is lowered by a reset of both sides only.",
            when: (_, after) => after.Expected != 2 || !after.Said.Contains('A'),
            then: (before, after) => after.Expected >= before.Expected)
        .Rule(
            "EACH-NUMBER-ONCE", "Every delivery takes a number.", when: (_, after) => after.Delivered > 0,
            then: (before, after) => after.Expected - before.Expected >= after.Delivered)
        .Rule(
            "TESTS-ARE-ANSWERED", "A test request in sequence is answered by a heartbeat.", on: "Test",
            (_, after) => after.Said.StartsWith('0'))
        .Rule(
            "RESENDS-ARE-ANSWERED", "A resend request is answered even beyond a gap of ours, behind our own request.",
            on: "Beyond", (_, after) => after.Said.Contains('4'), (_, after) => after.Said is "4" or "24")
        .Rule(
            "SILENCE-IS-DOUBTED", "After 1.2 intervals of silence a test request goes out.", on: "Tick",
            (before, _) => before is { Status: FixSessionState.LoggedOn, TicksSinceHeard: 2, IsDoubted: false },
            (_, after) => after.Status == FixSessionState.Disconnected || after.Said.Contains('1'))
        .Rule(
            "QUIET-MEANS-HEARTBEAT", "Nothing said for an interval: a heartbeat.", on: "Tick",
            (before, _) => before is { Status: FixSessionState.LoggedOn, TicksSinceSent: 1, TicksSinceHeard: 0 },
            (_, after) => after.Said.Contains('0'))
        .Rule(
            "RESET-STARTS-AT-ONE", "A reset makes both numbers 1 before its answer, and 2 behind it.", on: "Reset",
            (before, _) => before.Status == FixSessionState.LoggedOn,
            (_, after) => after is { Expected: 2, Said: "A", HasGap: false })
        .Never(
            "DOWN-IS-SILENT", "Nothing is said without a connection.",
            (before, after) => before.Status == FixSessionState.Disconnected && after.Said.Length > 0)
        .NeverAfter(
            "LOGOUT-IS-FINAL", "No logon follows within a connection whose logout was sent.",
            (_, after) => after.Status is FixSessionState.LogoutSent or FixSessionState.LogoutAnswered,
            (_, after) => after.Status == FixSessionState.LoggedOn,
            (_, after) => after.Status == FixSessionState.Disconnected)
        .Response(
            "LOGOUT-COMPLETES", "A logout ends the connection, answered or not, whatever else comes.",
            (_, after) => after.Status is FixSessionState.LogoutSent or FixSessionState.LogoutAnswered,
            (_, after) => after.Status == FixSessionState.Disconnected, 1, per: "Tick");

    private static Spec<SessionModel> Faults(Spec<SessionModel> spec) => spec
        .Fault("keeps what waited", "Drop", (_, s) => s.Broken(b => b.KeepHeld()))
        .Fault("talks to strangers", "NotLogon", (_, s) => s.Broken(b => b.Say("5")))
        .Fault("lives on after a low number", "TooLow", (_, s) => s.Broken(b => b.StayIn(FixSessionState.LoggedOn)))
        .Fault("ends without a word after a low number", "TooLow", (_, s) => s.Broken(b => b.Silence()))
        .Fault("delivers duplicates", "Duplicate", (_, s) => s.Broken(b => b.Deliver(1)))
        .Fault("answers garbage", "Garbled", (_, s) => s.Broken(b => b.Say("3")))
        .Fault(
            "counts garbage", "Garbled", (before, _) => before.IsUp, (_, s) => s.Broken(b => b.Expect(s.Expected + 1)))
        .Fault("delivers beyond the gap", "Beyond", (_, s) => s.Broken(b => b.Deliver(1)))
        .Fault("answers a test beyond the gap", "Beyond", (_, s) => s.Broken(b => b.Say("0")))
        .Fault("does not ask", "FarBeyond", (_, s) => s.Broken(b => b.Silence()))
        .Fault("asks again and again", "FarBeyond", (before, _) => before.HasGap, (_, s) => s.Broken(b => b.Say("2")))
        .Fault("lowers its number", "Expected", (_, after) => after.Expected > 2, (_, s) => s.Broken(b => b.Expect(1)))
        .Fault("delivers twice", (_, after) => after.Delivered > 0, (_, s) => s.Broken(b => b.Deliver(s.Delivered + 2)))
        .Fault(
            "answers a resend before it asks", "Beyond", (_, after) => after.Said == "24",
            (_, s) => s.Broken(b => b.Say("42")))
        .Fault("never doubts", "Tick", (_, after) => after.Said.Contains('1'), (_, s) => s.Broken(b => b.Silence()))
        .Fault("no heartbeat", "Tick", (_, after) => after.Said == "0", (_, s) => s.Broken(b => b.Silence()))
        .Fault(
            "resets without a word", "Reset", (before, _) => before.Status == FixSessionState.LoggedOn,
            (_, s) => s.Broken(b => b.Silence()))
        .Fault("speaks while down", "Connect", (_, s) => s.Broken(b => b.Say("A")))
        .Fault(
            "logs on again after its logout", "Expected", (before, _) => before.Status == FixSessionState.LogoutSent,
            (_, s) => s.Broken(b => b.StayIn(FixSessionState.LoggedOn)))
        .Fault(
            "waits for ever", "Tick", (before, _) => before.Status == FixSessionState.LogoutSent,
            (_, s) => s.Broken(b => b.StayIn(FixSessionState.LogoutSent)))
        .Fault("does not answer a test", "Test", (_, s) => s.Broken(b => b.Silence()));
}
