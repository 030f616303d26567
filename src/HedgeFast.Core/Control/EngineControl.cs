using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>Control of a running engine: kill, re-arm, stop, limits; by call, by file and by signal.</summary>
/// <remarks>
/// Kill and stop are words that the loop reads itself. Every other request becomes an event of the control ring, from
/// this object's <see cref="Stage"/>. Each file has a stage of its own, because a file system may hang.
/// </remarks>
public sealed class EngineControl : IDisposable
{
    private readonly KillSwitch _killSwitch;
    private readonly ControlStage _stage;
    private readonly Refusals _refusals = new();
    private readonly KillFile _killFile;
    private readonly OperatorFile? _operatorFile;
    private readonly DayFile? _dayFile;
    private readonly Disk _disk;
    private readonly string? _dayPath;

    /// <summary>Prepares the stages; <see cref="Begin"/> looks at the files for the first time.</summary>
    /// <param name="killSwitch">The words that the loop reads.</param>
    /// <param name="controls">To the loop.</param>
    /// <param name="counters">The loop's, for the day's profit.</param>
    /// <param name="files">The files, with the names used in them.</param>
    /// <param name="machine">Clock of stamps and looks, and disk.</param>
    public EngineControl(
        KillSwitch killSwitch, IRingProducer<ControlEvent> controls, LoopCounters counters, ControlFiles files,
        Machine machine)
    {
        _killSwitch = killSwitch;
        _disk = machine.Disk;
        _stage = new ControlStage(controls, machine.Time);
        _killFile = new KillFile(killSwitch, files.Kill, _stage.Ask, _refusals, machine);
        _operatorFile = files.Operator is { } requests
            ? new OperatorFile(killSwitch, requests, files.Symbols, Pass, _refusals, machine, files.Averages)
            : null;
        _dayPath = files.Day;
        _dayFile = _dayPath is { } day ? new DayFile(day, counters, machine) : null;
    }

    /// <summary>Publishes timer ticks and requests; its thread must touch no file.</summary>
    public IStage Stage => _stage;

    /// <summary>Stages that look at files; each needs a thread of its own.</summary>
    public IEnumerable<IStage> FileStages
    {
        get
        {
            IStage?[] stages = [_killFile, _operatorFile, _dayFile];
            return stages.OfType<IStage>();
        }
    }

    /// <summary>The fault of kill file, operator file or day file, in words; null without one. Any thread.</summary>
    public string? FileFailure => _killFile.Failure ?? _operatorFile?.Failure ?? _dayFile?.Failure;

    /// <summary>Requests refused before they reached the loop. Any thread.</summary>
    public long RequestsRefused => _refusals.Count;

    /// <summary>The last refusal in words; null before the first. Any thread.</summary>
    public string? LastRequestRefused => _refusals.Last;

    /// <summary>Restores kill and day's profit of earlier processes. Call once, before the threads start.</summary>
    /// <param name="isKilled">Whether the run resumed from was killed.</param>
    /// <exception cref="InvalidDataException">The day file holds something else.</exception>
    /// <exception cref="IOException">The day file can't be read.</exception>
    public void Begin(bool isKilled)
    {
        if (isKilled)
            _killSwitch.Kill();
        _killFile.Follow();
        if (_dayPath is { } day && DayProfitFile.Read(_disk, day) is var (dayStart, profit))
            _stage.CarryDay(dayStart, profit);
    }

    /// <summary>Kills: cancels every order and sends nothing more until an operator re-arms.</summary>
    /// <remarks>Any thread, also a signal's; touches no lock, file or ring.</remarks>
    public void Kill() => _killSwitch.Kill();

    /// <summary>Releases the kill switch and every latched limit. Any thread.</summary>
    /// <remarks>
    /// Trading resumes once every order's state is known. Void when a kill follows this call, and refused where the
    /// kill file can't be removed.
    /// </remarks>
    /// <param name="name">The operator; not empty. Journaled.</param>
    public void Rearm(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _killFile.Rearm(OperatorName.Of(name), _killSwitch.Kills);
    }

    /// <summary>Changes a limit at once. Any thread.</summary>
    /// <param name="key">The limit.</param>
    /// <param name="value">Its new value, in the unit of the limit.</param>
    /// <param name="name">The operator; not empty. Journaled.</param>
    public void SetLimit(LimitKey key, double value, string name) => _stage.SetLimit(key, value, name);

    /// <summary>
    /// Reports the gain of book and hedge since the start, counted towards the day's loss. Any thread.
    /// </summary>
    /// <param name="profit">Quote currency; journaled.</param>
    public void MarkBook(double profit) => _stage.MarkBook(profit);

    /// <summary>Begins an orderly stop: no new orders, working orders are cancelled. Any thread.</summary>
    public void RequestStop() => _killSwitch.RequestStop();

    /// <summary>Writes the day's profit a last time, after the loop has ended.</summary>
    public void KeepDay() => _dayFile?.Keep();

    /// <summary>Closes the operator files still open, after their stage has ended.</summary>
    public void Dispose() => _operatorFile?.Dispose();

    // A re-arm has to pass the kill file first.
    private void Pass(ControlEvent request)
    {
        if (request.Kind == ControlKind.Rearm)
            _killFile.Rearm(request.Operator, request.Lots);
        else
            _stage.Ask(request);
    }
}

/// <summary>Paths of the control files, and the names that operators use in them.</summary>
public sealed record ControlFiles
{
    /// <summary>Keeps a kill beyond the process; null keeps none.</summary>
    public string? Kill { get; init; }

    /// <summary>Holds requests of operators; null reads none.</summary>
    public string? Operator { get; init; }

    /// <summary>Keeps the day's profit for the next process; null keeps none.</summary>
    public string? Day { get; init; }

    /// <summary>Symbols of the instruments, by dense index.</summary>
    public string[] Symbols { get; init; } = [];

    /// <summary>Names of the settlement averages.</summary>
    public AverageName[] Averages { get; init; } = [];
}
