using System.Diagnostics;
using System.Text.Json;
using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Venue;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>
/// An engine that is killed in the middle of the tape and started again, against an exchange that goes on.
/// </summary>
public sealed class KilledEngineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Scenario("O36")]
    [Fact]
    public void O36_Killed_and_started_again_it_ends_with_the_position_of_the_exchange()
    {
        using VenueHost venue = OpenVenue();
        venue.Start();
        string journal = Path.Combine(_folder, "j");
        using (Process first = Run(venue))
        {
            WaitFor(() => venue.Counters.Fills >= 10 && FillsIn(journal) >= 5, first);
            first.Kill();
            first.WaitForExit();
        }

        long fillsThen = venue.Counters.Fills;
        Assert.False(venue.TapeEnded, "the tape ended before the engine was killed");
        using (Process second = Run(venue))
        {
            Assert.True(second.WaitForExit(Patience), "the second run did not end");
            string output = second.StandardOutput.ReadToEnd() + second.StandardError.ReadToEnd();
            Assert.True(second.ExitCode == 0, output);
            Assert.Contains("resumed as run 2", output, StringComparison.Ordinal);
        }

        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "report.json")));
        Assert.Equal(venue.PositionLots(0), report.RootElement.GetProperty("enginePosition").GetInt64());
        Assert.True(venue.Counters.Fills > fillsThen, "nothing was traded after the restart");

        // Each execution is in the position once: those taken over and those told since are all that the exchange has
        // made.
        using var reader = new JournalReader(Disk.Kernel, journal);
        HashSet<(ulong, ulong)> fills = [];
        while (reader.TryRead(out JournalRecord record))
        {
            if (record.Kind == JournalKind.CarriedExecution
                && record.As<CarriedExecution>() is { Fill.SignedLots: not 0 } carried)
            {
                fills.Add((carried.Low, carried.High));
            }

            if (record.Kind == JournalKind.Execution
                && record.As<ExecutionEvent>() is { Kind: ExecutionKind.Fill } fill)
            {
                fills.Add((fill.ExecIdLow, fill.ExecIdHigh));
            }
        }

        Assert.Equal(venue.Counters.Fills, fills.Count);
        RunFolder folder = RunFolder.Open(Disk.Kernel, journal);
        LoadedBook book = LoadedBook.Make(
            folder.BookCsv, "book.csv", folder.SurfaceCsv, "surface.csv", folder.Settings.Underlyings,
            valuationNanos: null);
        ReplayResult replay = Replay.Prove(Disk.Kernel, journal, folder, book.Book, book.Volatilities);
        Assert.True(replay.IsComplete && replay.Difference is null, replay.Difference);
    }

    [Scenario("R06")]
    [Fact]
    public void R06_A_day_s_loss_that_has_stopped_trading_outlives_the_process_that_was_killed()
    {
        using VenueHost venue = OpenVenue();
        venue.Start();
        string journal = Path.Combine(_folder, "j");
        string[] limits = ["--set", "limits.maxDayLoss=50", "--set", "limits.lossBasis=hedge"];
        using (Process first = Run(venue, limits))
        {
            WaitFor(() => LeftBy(journal)?.Latch == LimitRefusal.DayLoss, first);
            first.Kill();
            first.WaitForExit();
        }

        Assert.False(venue.TapeEnded, "the tape ended before the engine was killed");
        CarriedTotals left = LeftBy(journal)!.Value;
        using (Process second = Run(venue, limits))
        {
            Assert.True(second.WaitForExit(Patience), "the second run did not end");
            string output = second.StandardOutput.ReadToEnd() + second.StandardError.ReadToEnd();
            Assert.True(second.ExitCode == 0, output);
            Assert.Contains("stopped until re-armed: DayLoss", output, StringComparison.Ordinal);
        }

        using var reader = new JournalReader(Disk.Kernel, journal);
        CarriedTotals? carried = null;
        while (reader.TryRead(out JournalRecord record))
        {
            Assert.False(
                record.Kind == JournalKind.Intent && record.As<OrderIntent>().Kind == IntentKind.New,
                "an order left after the restart");
            if (record.Kind == JournalKind.CarriedTotals)
                carried = record.As<CarriedTotals>();
        }

        Assert.Equal(left, carried);
        Assert.True(left is { DayProfit: <= -50, DayCost: > 0 }, $"{left.DayProfit}, {left.DayCost}");
    }

    private VenueHost OpenVenue() =>
        VenueRun.Open(
            EngineRig.Load(_folder, ["venue.speed=30", "venue.storeDirectory=venue"]),
            VenueOptions.Of,
            TimeProvider.System);

    private Process Run(VenueHost venue, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "hedgefast.dll"), "run", "--preset", "demo", "--resume",
            "--journal", "j", "--report", "report.json", "--set", "venue.embedded=false",
            "--set", $"fix.port={venue.BoundFixPort}", "--set", $"feed.port={venue.BoundFeedPort}",
            "--set", "fix.storeDirectory=store", "--set", "book.asOf=2024-08-08T23:54:00Z",
            "--set", "warmUp.seconds=0", "--set", "orders.massStatus=true",
        }.Concat(more))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static void WaitFor(Func<bool> condition, Process process)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!SpinWait.SpinUntil(condition, TimeSpan.FromMilliseconds(200)))
        {
            Assert.False(process.HasExited, "the engine ended by itself");
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "nothing was traded");
        }
    }

    // Totals that a run resumed now would begin with; null while there is nothing to resume from.
    private static CarriedTotals? LeftBy(string journal)
    {
        try
        {
            RunFolder folder = RunFolder.Open(Disk.Kernel, journal);
            using var reader = new JournalReader(Disk.Kernel, journal);
            return JournalRecovery.Read(reader, folder.Settings).Totals;
        }
        catch (JournalException)
        {
            return null;
        }
    }

    // What has reached the file; its last record may be torn.
    private static int FillsIn(string journal)
    {
        try
        {
            using var reader = new JournalReader(Disk.Kernel, journal);
            int fills = 0;
            while (reader.TryRead(out JournalRecord record))
            {
                bool isFill = record.Kind == JournalKind.Execution
                    && record.As<ExecutionEvent>().Kind == ExecutionKind.Fill;
                fills += isFill ? 1 : 0;
            }

            return fills;
        }
        catch (JournalException)
        {
            return 0;
        }
    }
}
