using CsCheck;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Fix.Model;

/// <summary>Random streams of a counterparty that breaks rules around its fills.</summary>
/// <remarks>
/// Every report that bears the number expected reaches the application once, no number is skipped beyond the bound, and
/// the messages kept stay few beside those received.
/// </remarks>
public sealed class HostileStreamTests
{
    private const long JumpMax = 1_000;
    private const int KeptPerAnswer = 48;

    private enum Act
    {
        Fill,
        FillWithoutTimes,
        RepeatedFillWithoutOriginal,
        FillOfOtherOrder,
        FillWithMisplacedHeader,
        FillOfAnotherClock,
        FillBeyond,
        FillAgain,
        WildNumber,
        WildReset,
        WildGapFill,
        SmallReset,
        TestRequest,
        FaultyNews,
        Garbage,
        ResendAll,
        Reconnect,
        PassTime,
    }

    [Theory]
    [InlineData(FixRole.Initiator)]
    [InlineData(FixRole.Acceptor)]
    public void Every_numbered_report_reaches_the_application_once_and_no_gap_exceeds_the_bound(FixRole role)
    {
        Steps.Sample(steps =>
        {
            if (new Run(role, plantedLoss: false).Play(steps) is { } finding)
                throw new InvalidOperationException(finding);
        }, iter: 2_000);
    }

    [Fact]
    public void A_session_that_loses_faulty_reports_is_caught()
    {
        IEnumerable<string?> findings = Enumerable.Range(0, 200)
            .Select(seed => new Run(FixRole.Initiator, plantedLoss: true).Play(Some(seed)));
        Assert.Contains(
            findings,
            finding => finding is not null && finding.Contains("was not delivered", StringComparison.Ordinal));
    }

    private static readonly Gen<(Act Act, int Argument)[]> Steps = Gen.Select(
        Gen.Enum<Act>(), Gen.Int[1, 9]).Array[1, 60];

    private static (Act Act, int Argument)[] Some(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 40).Select(_ => ((Act)random.Next(18), random.Next(1, 10)))];
    }

    private sealed class Run : IStoredMessageVisitor
    {
        private readonly ManualTime _time = new();
        private readonly MemoryMessageStore _store = new();
        private readonly RecordingApplication _application = new();
        private readonly ScenarioWire _wire = new();
        private readonly FixFrameBuffer _input = new(8192);
        private readonly FixSession _session;
        private readonly List<string> _expected = [];
        private readonly Dictionary<long, string> _waiting = [];
        private int _ids;
        private long _kept;
        private string? _finding;

        public Run(FixRole role, bool plantedLoss)
        {
            FixSessionSettings settings = SessionPair.Settings("HEDGE", "VENUE") with
            {
                SequenceJumpMax = JumpMax,
                DeliversFaultyReports = !plantedLoss,
            };
            _session = new FixSession(settings, role, _store, _application, _wire);
            LogOn();
        }

        private long Expected => _store.NextIncoming;

        public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
        {
            _kept += message.Length;
            return true;
        }

        public string? Play((Act Act, int Argument)[] steps)
        {
            foreach ((Act act, int argument) in steps)
            {
                if (_session.State == FixSessionState.Disconnected || _session.State == FixSessionState.LogoutSent)
                    LogOn();
                long before = Expected;
                Do(act, argument);
                if (Expected - before > JumpMax + 64)
                    return $"{act}: the number went from {before} to {Expected}";
                if (Expected < before)
                    return $"{act}: the number went back from {before} to {Expected}";
                if (_finding is not null)
                    return _finding;
            }

            if (!_application.Messages.SequenceEqual(_expected))
            {
                return $"delivered {string.Join(' ', _application.Messages)}, sent {string.Join(' ', _expected)}: one "
                    + "was not delivered, or twice";
            }

            _store.ReadRange(1, long.MaxValue, this);
            return _kept > (_store.NextOutgoing - 1) * KeptPerAnswer
                ? $"{_kept} bytes are kept for {_store.NextOutgoing - 1} messages"
                : null;
        }

        private void Do(Act act, int argument)
        {
            long next = Expected;
            switch (act)
            {
                case Act.Fill:
                    Report(next, Head('8', next));
                    break;
                case Act.FillWithoutTimes:
                    Report(next, $"35=8|34={next}|49=VENUE|56=HEDGE|");
                    break;
                case Act.RepeatedFillWithoutOriginal:
                    Report(next, Head('8', next) + "43=Y|");
                    break;
                case Act.FillOfOtherOrder:
                    Report(
                    next, $"35=8|34={next}|43=Y|122=never|52={Stamp(0)}|56=HEDGE|49=VENUE|");
                    break;
                case Act.FillWithMisplacedHeader:
                    Report(
                    next, $"35=8|34={next}|49=VENUE|56=HEDGE|", $"52={Stamp(0)}|");
                    break;
                case Act.FillOfAnotherClock:
                    Report(
                    next, $"35=8|34={next}|49=VENUE|56=HEDGE|52={Stamp(-1_000 * argument)}|");
                    break;
                case Act.FillBeyond:
                    Beyond(next + argument);
                    break;
                case Act.FillAgain:
                    if (next > 2)
                        Feed(Head('8', next - 1) + "43=Y|11=again|");
                    break;
                case Act.WildNumber:
                    Wild(Head('8', Far(next, argument)) + "11=wild|");
                    break;
                case Act.WildReset:
                    Wild(Head('4', argument) + $"36={Far(next, argument)}|");
                    break;
                case Act.WildGapFill:
                    Wild(Head('4', next) + $"123=Y|36={Far(next, argument)}|");
                    break;
                case Act.SmallReset:
                    Skip(next, next + argument);
                    break;
                case Act.TestRequest:
                    Feed(Head('1', next) + $"112={new string('t', 700 * argument)}|");
                    Drain();
                    break;
                case Act.FaultyNews:
                    Feed(Head('B', next) + "43=Y|11=news|");
                    Drain();
                    break;
                case Act.Garbage:
                    FeedBytes(FixText.Raw($"8=FIX.4.4|9=5|35=8|10=00{argument}|"));
                    break;
                case Act.ResendAll:
                    Feed(Head('2', next) + "7=1|16=1000000000|");
                    Drain();
                    break;
                case Act.Reconnect:
                    LogOn();
                    break;
                default:
                    _time.Advance(argument * SessionPair.Second / 10);
                    _session.OnTimer(_time.Mono, _time.Utc);
                    break;
            }
        }

        // A report under the number expected; those kept behind it follow.
        private void Report(long number, string header, string behind = "")
        {
            string id = $"f{++_ids}";
            _expected.Add($"8 {id}");
            Feed($"{header}11={id}|{behind}");
            if (Expected == number)
                _finding = $"report {id} under {number} was not delivered: {_session.LastReason}";
            Drain();
        }

        private void Beyond(long number)
        {
            if (_waiting.ContainsKey(number))
                return;
            string id = $"b{++_ids}";
            _waiting.Add(number, $"8 {id}");
            Feed(Head('8', number) + $"43=Y|11={id}|");
            if (_session.State == FixSessionState.Disconnected)
                _waiting.Clear();
        }

        // What was kept beyond the gap comes out as soon as its number is the expected one.
        private void Drain()
        {
            foreach (long number in _waiting.Keys.Where(number => number < Expected).Order().ToArray())
            {
                _waiting.Remove(number, out string? message);
                if (_application.Messages.Contains(message))
                    _expected.Add(message!);
                else
                    _finding ??= $"report {message} under {number} was not delivered";
            }
        }

        private void Skip(long from, long to)
        {
            foreach (long number in _waiting.Keys.Where(number => number < to).ToArray())
                _waiting.Remove(number);
            Feed(Head('4', from) + $"36={to}|");
            Drain();
        }

        private void Wild(string fields)
        {
            long before = Expected;
            Feed(fields);
            _waiting.Clear();
            if (Expected != before || _session.LastEnd != SessionEnd.SequenceTooHigh)
                _finding = $"a wild number was taken: {fields}";
        }

        private static long Far(long next, int argument) => argument switch
        {
            1 => long.MaxValue,
            2 => long.MaxValue - 1,
            3 => long.MaxValue / 4 + 1,
            _ => next + JumpMax + argument,
        };

        private void LogOn()
        {
            _session.OnDisconnected("gone");
            _waiting.Clear();
            _wire.Reopen();
            _input.Clear();
            _time.Advance(61 * SessionPair.Second);
            _session.OnConnected(_time.Mono, _time.Utc);
            Feed(Head('A', Expected) + "98=0|108=30|");
            if (_session.State != FixSessionState.LoggedOn)
                _finding = $"no logon: {_session.LastReason}";
        }

        private string Head(char type, long number) => $"35={type}|34={number}|49=VENUE|56=HEDGE|52={Stamp(0)}|";

        private string Stamp(int seconds) => ScenarioText.Stamp(_time.Utc + seconds * SessionPair.Second, 3);

        private void Feed(string fields) => FeedBytes(FixText.Frame(fields));

        private void FeedBytes(byte[] bytes)
        {
            _input.Append(bytes);
            _session.OnBytes(_input, int.MaxValue, _time.Mono, _time.Utc);
        }
    }
}
