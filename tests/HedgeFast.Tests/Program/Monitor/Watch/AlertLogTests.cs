using System.Text;
using System.Text.Json;
using HedgeFast.Monitor.Watch;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Monitor.Watch;

public sealed class AlertLogTests
{
    private const long Second = 1_000_000_000;

    private readonly ManualTime _time = new();
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly MemoryStream _json = new();
    private readonly AlertLog _log;

    public AlertLogTests() => _log = new AlertLog(_text, _json, TimeSpan.FromSeconds(10), _time);

    private string[] Lines => _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void A_condition_is_told_when_it_begins_and_when_it_ends()
    {
        _log.Condition(AlertKind.SessionDown, true, "connection reset");
        _time.Advance(20 * Second);
        _log.Condition(AlertKind.SessionDown, true, "connection reset");
        _log.Condition(AlertKind.SessionDown, false);
        Assert.Equal(
            [
                "2026-03-02T14:30:00.000Z ALERT session-down raised: connection reset",
                "2026-03-02T14:30:20.000Z ALERT session-down cleared",
            ],
            Lines);
        Assert.Equal(1, _log.Total);
    }

    [Fact]
    public void What_flaps_is_told_once_in_a_while_and_counted()
    {
        for (int i = 0; i < 5; i++)
        {
            _log.Condition(AlertKind.StaleInput, true);
            _log.Condition(AlertKind.StaleInput, false);
        }

        Assert.Equal(2, Lines.Length);
        Assert.EndsWith("ALERT stale-input cleared", Lines[1], StringComparison.Ordinal);
        _time.Advance(10 * Second);
        _log.Condition(AlertKind.StaleInput, false);
        Assert.EndsWith("ALERT stale-input cleared (4 times)", Lines[2], StringComparison.Ordinal);
        Assert.Equal(5, _log.Counts["stale-input"]);
    }

    [Fact]
    public void A_condition_that_began_while_it_was_held_back_is_told_later()
    {
        _log.Condition(AlertKind.SessionDown, true);
        _time.Advance(Second);
        _log.Condition(AlertKind.SessionDown, false);
        _log.Condition(AlertKind.SessionDown, true);
        Assert.Equal(2, Lines.Length);
        _time.Advance(10 * Second);
        _log.Condition(AlertKind.SessionDown, false);
        _log.Condition(AlertKind.SessionDown, true);
        _time.Advance(10 * Second);
        _log.Condition(AlertKind.SessionDown, true);
        Assert.EndsWith("session-down raised", Lines[^1].Split(" (")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_subject_of_a_condition_is_raised_and_cleared_on_its_own()
    {
        _log.Condition(AlertKind.OutOfBand, true, "net delta 27.8", "BTC");
        _time.Advance(Second);
        _log.Condition(AlertKind.OutOfBand, true, "net delta -3.1", "ETH");
        _log.Condition(AlertKind.OutOfBand, false, subject: "BTC");
        Assert.Equal(3, Lines.Length);
        Assert.EndsWith("ALERT out-of-band raised: BTC: net delta 27.8", Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("ALERT out-of-band raised: ETH: net delta -3.1", Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("ALERT out-of-band cleared: BTC", Lines[2], StringComparison.Ordinal);
        Assert.Equal(2, _log.Counts["out-of-band"]);
    }

    [Fact]
    public void The_end_of_a_condition_that_was_held_back_is_written_at_the_end()
    {
        _log.Condition(AlertKind.SessionDown, true);
        _log.Condition(AlertKind.SessionDown, false);
        _time.Advance(10 * Second);
        _log.Condition(AlertKind.SessionDown, true);
        _log.Condition(AlertKind.SessionDown, false);
        _log.Flush();
        Assert.EndsWith("session-down cleared", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_a_while_are_one_line()
    {
        _log.Event(AlertKind.Rejected, 1);
        _log.Event(AlertKind.Rejected, 7);
        _log.Event(AlertKind.UnknownOrder, 2, "of another process");
        Assert.Equal(2, Lines.Length);
        _time.Advance(10 * Second);
        _log.Event(AlertKind.Rejected, 8);
        Assert.EndsWith("ALERT rejected event (7 times)", Lines[2], StringComparison.Ordinal);
        Assert.Equal(8, _log.Counts["rejected"]);
        Assert.Equal(2, _log.Counts["unknown-order"]);
    }

    [Fact]
    public void What_waits_at_the_end_is_written()
    {
        _log.Event(AlertKind.Rejected, 1);
        _log.Event(AlertKind.Rejected, 3);
        _log.Flush();
        Assert.EndsWith("ALERT rejected event (2 times)", Lines[1], StringComparison.Ordinal);
        _log.Flush();
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void The_file_has_one_object_a_line_and_nothing_breaks_a_line()
    {
        _log.Condition(AlertKind.SessionDown, true, "said\n\"no\"\u0001");
        _log.Event(AlertKind.Rejected, 2);
        string[] lines = Encoding.UTF8.GetString(_json.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using JsonDocument first = JsonDocument.Parse(lines[0]);
        Assert.Equal(
            ["time", "name", "state", "count", "detail"], first.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("said\n\"no\"\u0001", first.RootElement.GetProperty("detail").GetString());
        Assert.Contains("said\\u000A\"no\"\\u0001", Lines[0], StringComparison.Ordinal);
        Assert.Equal(
            """{"time":"2026-03-02T14:30:00.000Z","name":"rejected","state":"event","count":2}""", lines[1]);
    }
}
