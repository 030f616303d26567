using System.Globalization;
using CsCheck;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Model;

/// <summary>
/// A real acceptor's session that takes the steps of the model, as bytes and times, and is compared after each.
/// </summary>
internal sealed class SessionUnderModel
{
    private readonly ManualTime _time = new();
    private readonly MemoryMessageStore _store = new();
    private readonly RecordingApplication _application = new();
    private readonly ScenarioWire _wire = new();
    private readonly FixFrameBuffer _input = new(1024);
    private readonly FixSession _session;
    private int _delivered;

    public SessionUnderModel() =>
        _session = new FixSession(
            SessionPair.Settings("HEDGE", "VENUE") with
            {
                MaxMessageBytes = 1024,
                AnswersPerSecond = 500,
                PeerResetsPerMinute = 500,
            },
            FixRole.Acceptor, _store, _application, _wire);

    private long Expected => _store.NextIncoming;

    /// <summary>Takes one step; true when what came of it is what the model says.</summary>
    public bool Apply(Transition<SessionModel> step)
    {
        Do(step.Action, step.Arg);
        string said = string.Concat(_wire.Said.Select(TypeOf));
        _wire.Said.Clear();
        int delivered = _application.Messages.Count() - _delivered;
        _delivered += delivered;
        SessionModel after = step.After;
        return (_session.State, Expected, said, delivered)
            == (after.Status, after.Expected, after.Said, after.Delivered);
    }

    private static char TypeOf(byte[] bytes) =>
        FixMessage.TryRead(bytes, out FixMessage message) ? (char)message.Type : '?';

    private void Do(string action, string argument)
    {
        switch (action)
        {
            case "Connect":
                _wire.Reopen();
                _input.Clear();
                _session.OnConnected(_time.Mono, _time.Utc);
                break;
            case "Logon":
                Say("A", Expected + int.Parse(argument, CultureInfo.InvariantCulture), "98=0|108=30|");
                break;
            case "NotLogon":
                Say("D", Expected, "11=x|");
                break;
            case "Reset":
                Say("A", 1, "98=0|108=30|141=Y|");
                break;
            case "Garbled":
                Feed(FixText.Raw("8=FIX.4.4|9=5|35=0|10=999|"));
                break;
            case "AskLogout":
                _session.RequestLogout();
                break;
            case "Drop":
                _session.OnDisconnected("gone");
                break;
            case "Tick":
                _time.Advance(15 * SessionPair.Second);
                _session.OnTimer(_time.Mono, _time.Utc);
                break;
            case "Test":
                SayKind("Test", Expected, isDuplicate: false);
                break;
            case "Replay":
                SayKind(argument, Expected, isDuplicate: true);
                break;
            case "Beyond":
                SayKind(argument, Expected + 1, isDuplicate: false);
                break;
            case "FarBeyond":
                SayKind(argument, Expected + 2, isDuplicate: false);
                break;
            case "TooLow":
                SayKind(argument, Expected - 1, isDuplicate: false);
                break;
            case "Duplicate":
                SayKind(argument, Expected - 1, isDuplicate: true);
                break;
            default:
                SayKind(argument, Expected, isDuplicate: false);
                break;
        }
    }

    private void SayKind(string kind, long number, bool isDuplicate)
    {
        string duplicate = isDuplicate ? $"43=Y|122={Stamp(-1)}|" : "";
        switch (kind)
        {
            case "App":
                Say("D", number, duplicate + "11=x|");
                break;
            case "Beat":
                Say("0", number, "");
                break;
            case "Test":
                Say("1", number, duplicate + "112=t|");
                break;
            case "Resend":
                Say("2", number, "7=1|16=0|");
                break;
            case "GapFill":
                Say("4", number, $"36={number + 1}|123=Y|");
                break;
            case "GapFillTwo":
                Say("4", number, $"{duplicate}36={number + 2}|123=Y|");
                break;
            case "ResetUp":
                Say("4", 0, $"36={number + 1}|");
                break;
            case "ResetDown":
                Say("4", 0, $"36={number - 1}|");
                break;
            case "Logout":
                Say("5", number, "");
                break;
            case "BadTime":
                Feed(FixText.Frame($"35=D|34={number}|49=VENUE|52={Stamp(-600)}|56=HEDGE|11=x|"));
                break;
            case "BadIds":
                Feed(FixText.Frame($"35=D|34={number}|49=OTHER|52={Stamp(0)}|56=HEDGE|11=x|"));
                break;
            case "Foreign":
                Feed(
                FixText.Frame($"35=1|34={number}|49=VENUE|52={Stamp(0)}|56=HEDGE|112=t|", "FIX.4.1"));
                break;
            case "Logon":
                Say("A", number, "98=0|108=30|");
                break;
            default:
                throw new ArgumentException(kind);
        }
    }

    private void Say(string type, long number, string rest) =>
        Feed(FixText.Frame($"35={type}|34={number}|49=VENUE|52={Stamp(0)}|56=HEDGE|{rest}"));

    private string Stamp(int seconds) => ScenarioText.Stamp(_time.Utc + seconds * SessionPair.Second, 3);

    private void Feed(byte[] bytes)
    {
        _input.Append(bytes);
        _session.OnBytes(_input, int.MaxValue, _time.Mono, _time.Utc);
    }
}
