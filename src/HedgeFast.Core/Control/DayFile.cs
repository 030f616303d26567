using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>Writes the day's profit once a second for the next process of the day, on a thread of its own.</summary>
/// <remarks>The format is that of <see cref="DayProfitFile"/>.</remarks>
/// <param name="path">The file.</param>
/// <param name="counters">The loop's.</param>
/// <param name="machine">Clock and disk.</param>
internal sealed class DayFile(string path, LoopCounters counters, Machine machine) : IStage
{
    private const long KeepNanos = 1_000_000_000;

    private readonly NanosClock _clock = new(machine.Time);
    private long _dueNanos = long.MinValue;
    private (long Day, double Profit) _kept = (long.MinValue, 0);
    private string? _failure;

    /// <inheritdoc/>
    public string Name => "day-file";

    /// <summary>The fault of the file, in words; null without one. Any thread.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    public int DoWork()
    {
        long now = _clock.Now();
        if (now < _dueNanos)
            return 0;
        _dueNanos = now + KeepNanos;
        return Keep();
    }

    /// <summary>Writes the profit where it has changed.</summary>
    public int Keep()
    {
        (long Day, double Profit) now =
            (Volatile.Read(ref counters.DayStartNanos), Volatile.Read(ref counters.DayProfit));
        if (now.Day is long.MinValue or 0 || now == _kept)
            return 0;
        try
        {
            DayProfitFile.Write(machine.Disk, path, now.Day, now.Profit);
            _kept = now;
            Volatile.Write(ref _failure, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _failure, $"the day's profit can't be kept: {e.Message}");
        }

        return 1;
    }
}
