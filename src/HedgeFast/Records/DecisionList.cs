using System.Globalization;
using HedgeFast.Config.Keys;
using HedgeFast.Core;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Shell;

namespace HedgeFast.Records;

/// <summary>Lists the decisions of a journal, each with its reason, and the limits that refused one.</summary>
internal static class DecisionList
{
    /// <summary>Writes a line for each decision and refusal.</summary>
    /// <exception cref="StartFailure">The journal is missing or damaged.</exception>
    public static ExitCode Execute(string journalDirectory, TextWriter output)
    {
        try
        {
            RunFolder folder = RunFolder.Open(Disk.Kernel, journalDirectory);
            using var reader = new JournalReader(Disk.Kernel, journalDirectory);
            while (reader.TryRead(out JournalRecord record))
            {
                if (record.Kind == JournalKind.Decision)
                {
                    output.WriteLine(Line(record.As<HedgeDecision>(), folder.Settings));
                }
                else if (record.Kind == JournalKind.Refusal && record.As<Refusal>() is var refusal)
                {
                    output.WriteLine(FormattableString.Invariant(
                        $"decision {refusal.DecisionSequence}: refused by {refusal.Reason}"));
                }
            }

            return ExitCode.Ok;
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    /// <summary>Formats a decision: delta before, band, rule, aim, size and expected cost.</summary>
    public static string Line(in HedgeDecision d, HedgeSettings settings)
    {
        string delta = d.DeltaLow == d.DeltaHigh
            ? Number(d.DeltaLow)
            : $"{Number(d.DeltaLow)} to {Number(d.DeltaHigh)}";
        string rule = d.Rule == DecisionRule.AboveBand ? "above" : "below";
        string governor = d.Governor == GovernorState.Free ? "" : $", governor {d.Governor}";
        string gamma = d.Gamma == 0 ? "" : $", gamma {d.Gamma.ToString("G4", CultureInfo.InvariantCulture)}";
        return string.Create(CultureInfo.InvariantCulture,
            $"decision {d.Sequence}: {settings.Underlyings[d.Underlying].Name} delta {delta} {rule} band "
            + $"{Number(d.BandLower)} to {Number(d.BandUpper)}, aim {Number(d.AimDelta)}: "
            + $"{(d.Lots > 0 ? "buy" : "sell")} {Math.Abs(d.Lots)} {settings.Instruments[d.Instrument].Symbol} at "
            + $"{d.Price:0.##########}, expected cost {d.ExpectedCost:0.00}; options' delta "
            + $"{Number(d.OptionDelta)}{gamma}, policy {ConfigWords.For(ConfigWords.Policies, d.Policy)}{governor}");
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
