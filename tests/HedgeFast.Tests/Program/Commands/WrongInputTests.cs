using System.Net;
using System.Net.Sockets;
using System.Text;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Fix.Os;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// Wrong input and taken ports in the whole program: one clear message, the documented exit code, nothing started.
/// </summary>
public sealed class WrongInputTests : IDisposable
{
    private const string Tape = "btcusd_perp_20240808_top.csv.gz";
    private const string BookHeader = "symbol,underlying,type,strike,expiry,settlement,model,quantity,multiplier,iv\n";
    private const string GoodRow = "C1,BTC,call,60000,2024-09-27T08:00:00Z,inverse,black76,-10,1,0.6\n";

    // A run that a journal is needed of ends once it has made so many, however long that takes.
    private const int Decisions = 7;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly WholeProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_truncated_tape_is_refused()
    {
        byte[] whole = WholeProgram.Sample(Tape);
        File.WriteAllBytes(_program.File("cut.csv.gz"), whole[..(whole.Length / 2)]);
        string complaint = _program.Refuse(ExitCode.CannotStart, "run", "--set", "venue.tape=cut.csv.gz");
        Assert.Contains("cut.csv.gz", complaint, StringComparison.Ordinal);
        Assert.Contains("truncated", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_refuses_a_volume_share() => Assert.Contains(
        "orders.volumeShare",
        _program.Refuse(
            ExitCode.CannotStart, "compare", "--set", "orders.volumeShare=0.1", "--set", "venue.printShare=1"),
        StringComparison.Ordinal);

    [Fact]
    public void A_comparison_refuses_forwards_that_come_from_quotes()
    {
        string complaint = _program.Refuse(
            ExitCode.CannotStart, "compare", "--set", "underlyings[0].forward.source=future", "--set",
            "instruments[0].expiry=2024-09-27T08:00:00Z");
        Assert.Contains("come from quotes", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_refuses_synthetic_paths_with_dividends()
    {
        string complaint = _program.Refuse(
            ExitCode.CannotStart, "compare", "--synthetic", "days=1,step=60", "--set", "underlyings[0].delta=spot",
            "--set", "underlyings[0].dividends.given=2026-02-06=0.26");
        Assert.Contains("made-up paths do not fall at an ex date", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 not a tape")]
    [InlineData("\u001f\u008b\u0008\0 not gzip behind its magic")]
    [InlineData("")]
    public void A_file_that_is_no_tape_is_refused(string content)
    {
        File.WriteAllBytes(_program.File("tape.csv.gz"), Encoding.Latin1.GetBytes(content));
        Assert.Contains(
            "tape.csv.gz", _program.Refuse(ExitCode.CannotStart, "run", "--set", "venue.tape=tape.csv.gz"),
            StringComparison.Ordinal);
        Assert.Contains(
            "tape.csv.gz", _program.Refuse(ExitCode.CannotStart, "venue", "--tape", "tape.csv.gz"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GoodRow + GoodRow, "book.csv(3)", "C1")]
    [InlineData("C1,BTC,call,60000,2024-09-27T08:00:00Z,inverse,black76,-10,1,-0.6\n", "book.csv(2)", "-0.6")]
    [InlineData(
        "C1,BTC,call,60000,2024-08-08T08:00:00Z,inverse,black76,-10,1,0.6\n", "book.csv(2)", "2024-08-08T08:00:00Z")]
    [InlineData("C1,ETH,call,60000,2024-09-27T08:00:00Z,inverse,black76,-10,1,0.6\n", "book.csv(2)", "ETH")]
    [InlineData(GoodRow + "C2,BTC,call,60000\n", "book.csv(3)", "4 fields")]
    [InlineData("C1,BTC,call,60000,2024-09-27T08:00:00Z,inverse,black76,many,1,0.6\n", "book.csv(2)", "many")]
    public void A_bad_row_of_the_book_is_refused_with_line_and_value(string rows, params string[] named)
    {
        File.WriteAllText(_program.File("book.csv"), BookHeader + rows);
        string complaint = _program.Refuse(ExitCode.CannotStart, "run", "--set", "book.file=book.csv");
        Assert.All(named, word => Assert.Contains(word, complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelt_key_is_refused_with_a_suggestion()
    {
        string preset = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "presets", "demo.json"));
        File.WriteAllText(
            _program.File("typo.json"), preset.Replace("\"capTicks\"", "\"capTick\"", StringComparison.Ordinal));
        string complaint = _program.Refuse(ExitCode.Usage, "run", "--config", "typo.json");
        Assert.Contains("typo.json:", complaint, StringComparison.Ordinal);
        Assert.Contains("capTicks", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("venue.fixPort")]
    [InlineData("venue.feedPort")]
    public void A_port_in_use_is_refused_with_its_address(string key)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        Assert.Contains(
            $"127.0.0.1:{port}", _program.Refuse(ExitCode.CannotStart, "run", "--set", $"{key}={port}"),
            StringComparison.Ordinal);
        Assert.Contains(
            $"127.0.0.1:{port}",
            _program.Refuse(ExitCode.CannotStart, "venue", "--tape", $"sample:{Tape}", "--set", $"{key}={port}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_folder_with_a_journal_is_refused_and_left_intact()
    {
        Run("j");
        string complaint = Refused("run", "--speed", "max", "--journal", "j");
        Assert.Contains("holds a journal already", complaint, StringComparison.Ordinal);
        Assert.Contains(_program.File("j"), complaint, StringComparison.Ordinal);

        // The journal that was there is untouched.
        Assert.Equal(0, _program.Execute("replay", "--prove", "--journal", _program.File("j")));
    }

    [Fact]
    public void A_damaged_journal_is_refused_with_file_and_offset()
    {
        Run("j");
        string file = Path.Combine(_program.File("j"), JournalFormat.FileName);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains(
            "damaged at offset", Refused("replay", "--prove", "--journal", _program.File("j")),
            StringComparison.Ordinal);

        bytes[0] ^= 0xff;
        File.WriteAllBytes(file, bytes);
        Assert.Contains(
            JournalFormat.FileName, Refused("replay", "--prove", "--journal", _program.File("j")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_whose_decision_was_altered_is_exit_1_and_the_decision_is_named()
    {
        Run("j");
        Alter(_program.File("j"), decision: Decisions);
        Assert.Equal((int)ExitCode.Differs, _program.Execute("replay", "--prove", "--journal", _program.File("j")));
        Assert.Contains("first difference after 6 decisions", _program.Output, StringComparison.Ordinal);
        Assert.Contains("decision 7", _program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_with_another_book_is_refused()
    {
        Run("j");
        File.AppendAllText(Path.Combine(_program.File("j"), "book.csv"), GoodRow);
        Assert.Contains(
            "not those the journal was written with", Refused("replay", "--prove", "--journal", _program.File("j")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_folder_that_can_t_be_made_is_refused()
    {
        File.WriteAllText(_program.File("file"), "");
        string complaint = Refused("run", "--speed", "max", "--journal", Path.Combine("file", "j"));
        Assert.Contains("can't be made a journal's folder", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limits.killFile")]
    [InlineData("limits.operatorFile")]
    [InlineData("limits.dayFile")]
    [InlineData("alerts.file")]
    public void An_output_file_whose_folder_can_t_be_made_is_refused_by_key(string key)
    {
        File.WriteAllText(_program.File("file"), "");
        string complaint =
            _program.Refuse(ExitCode.CannotStart, "run", "--set", $"{key}={Path.Combine("file", "below")}");
        Assert.StartsWith($"{key}: ", complaint, StringComparison.Ordinal);
        Assert.Contains("its folder can't be made", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_of_an_empty_journal_is_refused()
    {
        Run("j");
        File.WriteAllBytes(Path.Combine(_program.File("j"), JournalFormat.FileName), []);
        Assert.Contains(
            "cut short in its first record", Refused("replay", "--prove", "--journal", _program.File("j")),
            StringComparison.Ordinal);
    }

    private void Run(string journal)
    {
        using var ended = new CancellationTokenSource();
        Task stop = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested && DecisionsIn(_program.File(journal)) < Decisions)
                ended.Token.WaitHandle.WaitOne(LookEvery);
            _program.Stop();
        });
        int code = _program.Execute("run", "--speed", "max", "--journal", journal);
        ended.Cancel();
        stop.Wait();
        Assert.True(code == 0, $"exit code {code}: {_program.Error}{_program.Output}");
        int decisions = DecisionsIn(_program.File(journal));
        Assert.True(decisions >= Decisions, $"{decisions} decisions in the whole tape");
    }

    private static int DecisionsIn(string folder)
    {
        int decisions = 0;
        try
        {
            using var reader = new JournalReader(Disk.Kernel, folder);
            while (reader.TryRead(out JournalRecord record))
                decisions += record.Kind == JournalKind.Decision ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or JournalException)
        {
            // Not begun yet, or read in the middle of a record.
        }

        return decisions;
    }

    private string Refused(params string[] arguments)
    {
        int before = _program.Error.Length;
        Assert.Equal((int)ExitCode.CannotStart, _program.Execute(arguments));
        return _program.Error[before..];
    }

    // Writes the journal again with one decision a lot larger; every checksum is right.
    private static void Alter(string folder, long decision)
    {
        string file = Path.Combine(folder, JournalFormat.FileName);
        var records = new List<JournalRecord>();
        using (var reader = new JournalReader(Disk.Kernel, folder))
        {
            records.Add(reader.Header);
            while (reader.TryRead(out JournalRecord record))
                records.Add(record);
        }

        int index =
            records.FindIndex(r => r.Kind == JournalKind.Decision && r.As<HedgeDecision>().Sequence == decision);
        HedgeDecision altered = records[index].As<HedgeDecision>();
        records[index] =
            JournalRecord.Of(JournalKind.Decision, records[index].Sequence, altered with { Lots = altered.Lots + 1 });
        File.Delete(file);
        using var writer = new JournalWriter(Disk.Kernel, folder);
        foreach (JournalRecord record in records)
            writer.Append(record);
    }
}
