using System.Text.RegularExpressions;
using HedgeFast.Core.Telemetry;
using HedgeFast.Monitor;
using HedgeFast.Monitor.Dashboard;
using HedgeFast.Monitor.Watch;
using HedgeFast.Shell;
using HedgeFast.Tests.Conventions;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>Text of the counterparty in every output: no sink passes on a control sequence of terminals.</summary>
public sealed partial class ForeignTextSinkTests
{
    private const string Subject =
        "the certificate CN=\u001b[2J\u001b]0;owned\u0007\nALERT kill-switch cleared\u202e is refused";

    private static InstrumentStatus Doubted => new()
    {
        Symbol = Subject,
        Counters = new InstrumentCounters { Differs = 1, Doubt = 1, InUse = 1 },
    };

    private static EngineStatus Status => new()
    {
        Session = new FixSessionStatus { Note = Subject },
        Feed = new FeedStatus { Error = Subject },
        Instruments = [Doubted],
        Underlyings =
        [
            new UnderlyingStatus
            {
                Name = Subject,
                UnusableOption = Subject,
                Instruments = [new InstrumentStatus { Symbol = "P" }, Doubted],
            },
        ],
        Sinks = [new SinkStatus(Subject, Subject)],
        LastAlert = Subject,
    };

    [Scenario("S22")]
    [Fact]
    public void S22_The_status_line_escapes_text_of_the_other_side()
    {
        string line = Assert.Single(PlainLine.Lines(Status));
        AssertHarmless(line);
        Assert.Contains("\\u001B[2J", line, StringComparison.Ordinal);
    }

    [Scenario("S22")]
    [Fact]
    public void S22_The_live_view_escapes_text_of_the_other_side()
    {
        var output = new StringWriter();
        new Terminal(output, TextWriter.Null, IsLive: false).CreateConsole().Write(LiveView.Render(Status));
        AssertHarmless(output.ToString().ReplaceLineEndings(""));
    }

    [Scenario("S29")]
    [Fact]
    public void S29_An_alert_escapes_text_of_the_other_side()
    {
        var text = new StringWriter { NewLine = "\n" };
        var log = new AlertLog(text, null, TimeSpan.Zero, new ManualTime());
        log.Condition(AlertKind.SessionRefused, true, Subject);
        AssertHarmless(text.ToString().TrimEnd('\n'));
        AssertHarmless(log.LastLine!);
    }

    [Fact]
    public void The_writers_of_a_terminal_escape_text_of_the_other_side()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error, IsLive: true);
        terminal.Output.Write(Subject.AsSpan());
        terminal.Output.Write('\u001b');
        terminal.Error.WriteLine(Subject);
        terminal.Error.WriteLine("{0} {1}", Subject, 5);
        AssertHarmless(output.ToString().Replace("\n", "", StringComparison.Ordinal));
        AssertHarmless(error.ToString().Replace("\n", "", StringComparison.Ordinal).Replace(
            "\r", "", StringComparison.Ordinal));
        Assert.Contains("\\u001B", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tabs_line_ends_and_other_alphabets_pass()
    {
        var output = new StringWriter();
        new Terminal(output, TextWriter.Null, IsLive: false).Output.Write("a\tb\r\n比特币 💶\n");
        Assert.Equal("a\tb\r\n比特币 💶\n", output.ToString());
    }

    [Fact]
    public void The_consoles_of_the_process_are_reached_through_the_gate_alone() => SourceTree.AssertNone(
        "Only Terminal, which puts the gate in front, names the consoles of the process.",
        SourceTree.Repository.CSharp()
            .Where(file => file.Path.StartsWith("src/HedgeFast/", StringComparison.Ordinal) && !file.Path.EndsWith(
                "/Terminal.cs", StringComparison.Ordinal))
            .Where(file => file.Code.Any(line => Consoles().IsMatch(line)))
            .Select(file => file.Path));

    [GeneratedRegex(@"\bConsole\s*\.\s*(Out|Error|Write|WriteLine)\b")]
    private static partial Regex Consoles();

    private static void AssertHarmless(string text) =>
        Assert.DoesNotContain(text, c => char.IsControl(c) || c is '\u202e');
}
