using System.Globalization;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>Plays one scenario against one session in memory.</summary>
/// <remarks>
/// In the blocked variant the output accepts nothing while the session works, and everything right behind. The session
/// must send the same, save for its last messages before it closes, which have no receiver.
/// </remarks>
internal sealed class ScenarioPlayer
{
    private readonly Scenario _scenario;
    private readonly FixRole _role;
    private readonly string _version;
    private readonly bool _isBlocked;
    private readonly ManualTime _time = new();
    private readonly MemoryMessageStore _store = new();
    private readonly RecordingApplication _application = new();
    private readonly ScenarioWire _wire = new();
    private readonly FixFrameBuffer _input = new(8192);
    private readonly ScenarioText _text;
    private FixSessionSettings _settings;
    private FixSession? _session;
    private bool _isSplit;
    private bool _lastWordsLost;
    private int _events;
    private int _line;

    public ScenarioPlayer(Scenario scenario, FixRole role, string version, bool isBlocked)
    {
        (_scenario, _role, _version, _isBlocked) = (scenario, role, version, isBlocked);
        _settings = ScenarioSettings.Basic(version);
        _text = new ScenarioText(_time);
    }

    private FixSession Session => _session ??= new FixSession(_settings, _role, _store, _application, _wire);

    public void Play()
    {
        foreach ((int number, string line) in _scenario.Lines)
        {
            _line = number;
            string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (words[0].EndsWith(':'))
            {
                string only = words[0][..^1];
                if (only != _version && !only.Equals(_role.ToString(), StringComparison.OrdinalIgnoreCase))
                    continue;
                words = words[1].Split(' ', 2, StringSplitOptions.TrimEntries);
            }

            Step(words[0], words.Length > 1 ? words[1] : "");
        }

        ExpectQuiet();
        string[] unexpected =
        [
            .. _application.Events.Skip(_events).Where(e => !e.StartsWith("log", StringComparison.Ordinal)),
        ];
        Assert.True(unexpected.Length == 0, $"{Where}: the application got more: {string.Join(", ", unexpected)}");
    }

    private string Where => $"{Path.GetFileName(_scenario.File)}:{_line}";

    private void Step(string verb, string rest)
    {
        if (verb is ">" or "bytes" or "wait" or "connect" or "logon" or "drop" or "restart" or "send" or "refused"
            or "logout" or "reset")
        {
            ExpectQuiet();
        }

        switch (verb)
        {
            case "set":
                _settings = _settings.With(rest.Split(' ', 2)[0], rest.Split(' ', 2)[1]);
                break;
            case "store":
                Store(rest);
                break;
            case "connect":
                Connect();
                break;
            case "logon":
                LogOn(rest);
                break;
            case ">":
                Say(rest);
                break;
            case "bytes":
                Feed(ScenarioText.Sealed(Fill(rest), _settings.BeginString));
                break;
            case "split":
                _isSplit = true;
                break;
            case "<":
                Expect(rest);
                break;
            case "wait":
                Wait(double.Parse(rest, CultureInfo.InvariantCulture));
                break;
            case "at":
                SetClock(rest);
                break;
            case "drop":
                Session.OnDisconnected("the other side is gone");
                break;
            case "restart":
                Restart();
                break;
            case "next":
                _text.In = long.Parse(Fill(rest), CultureInfo.InvariantCulture);
                break;
            case "ours":
                _text.Out = long.Parse(Fill(rest), CultureInfo.InvariantCulture);
                break;
            case "mark":
                _text.Mark(rest);
                break;
            case "send":
                Send(rest, succeeds: true);
                break;
            case "refused":
                Send(rest, succeeds: false);
                break;
            case "logout":
                Work(Session.RequestLogout);
                break;
            case "reset":
                Work(() => Assert.True(Session.TryReset(), Where));
                _text.In = _text.Out = 1;
                break;
            case "replays":
                _application.Replays = type => rest.Split(' ').Contains(FixText.Show(type));
                break;
            default:
                Check(verb, rest);
                break;
        }
    }

    private void Check(string verb, string rest)
    {
        switch (verb)
        {
            case "app":
                Event(rest);
                break;
            case "event":
                Event(rest);
                break;
            case "closed":
                Closed();
                break;
            case "open":
                Assert.True(
                _wire.Closed is null && Session.State != FixSessionState.Disconnected,
                $"{Where}: closed: {Session.LastReason}");
                break;
            case "numbers":
                Assert.Equal(
                $"{Where}: {Fill(rest)}", $"{Where}: in={_store.NextIncoming} out={_store.NextOutgoing}");
                break;
            case "synchronised":
                Assert.Equal(
                $"{Where}: {rest}", $"{Where}: {(Session.IsSynchronised ? "yes" : "no")}");
                break;
            case "end":
                Assert.Equal($"{Where}: {rest}", $"{Where}: {Session.LastEnd}");
                break;
            case "stamp":
                Assert.Equal(Fill(rest), _wire.LastSendingTime);
                break;
            default:
                throw new FormatException($"{Where}: unknown: {verb}");
        }
    }

    private string Fill(string text) => _text.Fill(text);

    // "in=7 out=9": the last so many messages of ours are heartbeats, unless a type is given: "out=9 D".
    private void Store(string rest)
    {
        string[] words = rest.Split(' ');
        _text.In = long.Parse(words[0]["in=".Length..], CultureInfo.InvariantCulture);
        _text.Out = long.Parse(words[1]["out=".Length..], CultureInfo.InvariantCulture);
        var frame = new OutgoingFrame(_settings.BeginString, "HEDGE", "VENUE", 1024);
        for (long seq = 1; seq < _text.Out; seq++)
        {
            string type = words.Length > 2 && seq > 1 ? words[2] : "0";
            FixBody body = frame.Begin(FixText.Raw(type));
            if (type != "0")
                body.Add(Tags.ClOrdID, FixText.Raw($"s{seq}"));
            _store.Append(seq, frame.Complete(ref body, seq, _time.Utc, default));
        }

        _store.NextIncoming = _text.In;
    }

    private void Connect()
    {
        _wire.Reopen();
        _input.Clear();
        _lastWordsLost = false;
        Work(() => Session.OnConnected(_time.Mono, _time.Utc));
    }

    private void LogOn(string rest)
    {
        string terms = $"98=0|108={_settings.HeartbeatSeconds}{(rest.Length > 0 ? "|" + rest : "")}";
        Connect();
        if (_role == FixRole.Acceptor)
        {
            Say($"A|{terms}");
            Expect($"A|{terms}");
            return;
        }

        Expect($"A|{terms}");
        Say($"A|{terms}");
        Probe();
    }

    private void Probe()
    {
        string id = _settings.TestRequestId ?? _text.Out.ToString(CultureInfo.InvariantCulture);
        Expect($"1|112={id}");
        Say($"0|112={id}");
    }

    private void Say(string line)
    {
        string[] fields = Fill(line).Split('|');
        string type = fields[0];
        List<string> rest = [.. fields.Skip(1)];
        if (type == "A"
            && _version == "5.0sp2"
            && !rest.Any(f => f.StartsWith("1137=", StringComparison.Ordinal)))
        {
            rest.Add("1137=9");
        }

        rest.Remove("1137=-");
        string begin = Take(rest, "8") ?? _settings.BeginString;
        string sender = Take(rest, "49") ?? "VENUE",
            target = Take(rest, "56") ?? "HEDGE",
            stamp = Take(rest, "52") ?? Fill("{now}");
        string? number = Take(rest, "34");
        long seq = number switch
        {
            null => _text.In,
            ['+', ..] => _text.In + long.Parse(number, CultureInfo.InvariantCulture),
            "-" => -1,
            _ => long.Parse(number, CultureInfo.InvariantCulture),
        };
        if (seq == _text.In)
            _text.In++;
        string header = (seq < 0 ? "" : $"34={seq}|") + (sender == "-" ? "" : $"49={sender}|")
            + (stamp == "-" ? "" : $"52={stamp}|") + (target == "-" ? "" : $"56={target}|");
        string body = string.Concat(rest.Select(f => f.Replace("\\p", "\u0001", StringComparison.Ordinal) + "|"));
        Feed(FixText.Frame($"35={type}|{header}{body}", begin));
    }

    private static string? Take(List<string> fields, string tag)
    {
        int place = fields.FindIndex(f => f.StartsWith(tag + "=", StringComparison.Ordinal));
        if (place < 0)
            return null;
        string value = fields[place][(tag.Length + 1)..];
        fields.RemoveAt(place);
        return value;
    }

    private void Feed(byte[] bytes)
    {
        int step = _isSplit ? 1 : bytes.Length;
        _isSplit = false;
        Work(() =>
        {
            for (int at = 0; at < bytes.Length; at += step)
            {
                Assert.Equal(step, _input.Append(bytes.AsSpan(at, step)));
                Session.OnBytes(_input, int.MaxValue, _time.Mono, _time.Utc);
            }

            Session.OnTimer(_time.Mono, _time.Utc);
        });
    }

    private void Wait(double seconds)
    {
        _time.Advance((long)(seconds * SessionPair.Second));
        Work(() => Session.OnTimer(_time.Mono, _time.Utc));
    }

    private void SetClock(string text)
    {
        DateTime time = DateTime.Parse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        long utc = (time.Ticks - DateTime.UnixEpoch.Ticks) * 100;
        _time.Mono += Math.Max(0, utc - _time.Utc);
        _time.Utc = utc;
    }

    private void Restart()
    {
        _session?.OnDisconnected("restart");
        _session = null;
    }

    private void Work(Action action)
    {
        _wire.IsFull = _isBlocked;
        action();
        _wire.IsFull = false;
        if (Session.State == FixSessionState.Disconnected)
            _lastWordsLost = _isBlocked;
        else if (_isBlocked)
            Session.OnTimer(_time.Mono, _time.Utc);
    }

    private void Send(string rest, bool succeeds)
    {
        string[] words = rest.Split(' ');
        FixBody body = Session.Begin(FixText.Raw(words[0]));
        body.Add(Tags.ClOrdID, FixText.Raw(words[1]));
        long before = _store.NextOutgoing;
        Assert.True(succeeds == Session.TrySend(ref body, _time.Mono, _time.Utc), $"{Where}: sent: {!succeeds}");
        if (!succeeds)
            Assert.Equal(before, _store.NextOutgoing);
    }

    private void Expect(string line)
    {
        string expected = Fill(line);
        if (_wire.Said.Count == 0 && _lastWordsLost)
        {
            _text.Out++;
            return;
        }

        if (expected[0] == 'A'
            && expected[1] == '|'
            && _version == "5.0sp2"
            && !expected.Contains("1137=", StringComparison.Ordinal))
        {
            expected += "|1137=9";
        }

        if (_version == "4.2")
        {
            expected = string.Join('|', expected.Split('|').Where(f => f is not ("373=13"
            or "373=14" or "373=15" or "373=16" or "373=99")));
        }

        List<string> fields = [.. expected.Split('|')];
        string? number = Take(fields, "34");
        Assert.True(
            _wire.Said.TryDequeue(out byte[]? bytes),
            $"{Where}: the session said nothing; expected {expected}; closed: {_wire.Closed}");
        string actual = ScenarioText.Show(bytes, out long seq);
        long wanted = number is null ? _text.Out++ : long.Parse(number, CultureInfo.InvariantCulture);
        Assert.Equal($"{Where}: 34={wanted} {string.Join('|', fields)}", $"{Where}: 34={seq} {actual}");
    }

    private void ExpectQuiet() =>
        Assert.True(
            _wire.Said.Count == 0,
            $"{Where}: the session said what the script doesn't have: "
            + $"{string.Join(", ", _wire.Said.Select(m => FixText.Show(m)))}");

    private void Closed()
    {
        ExpectQuiet();
        Assert.True(_wire.Closed is not null, $"{Where}: still open");
        Assert.Equal(FixSessionState.Disconnected, Session.State);
    }

    private void Event(string expected)
    {
        while (_events < _application.Events.Count
            && _application.Events[_events].StartsWith("log", StringComparison.Ordinal)
            && !expected.StartsWith("log", StringComparison.Ordinal))
        {
            _events++;
        }

        Assert.True(_events < _application.Events.Count, $"{Where}: no event; expected {expected}");
        Assert.Equal($"{Where}: {expected}", $"{Where}: {_application.Events[_events++]}");
    }
}
