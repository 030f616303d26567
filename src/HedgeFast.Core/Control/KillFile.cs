using System.Collections.Concurrent;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>Keeps a kill beyond the process in a file, on a thread of its own.</summary>
/// <remarks>
/// The file can only kill: one that appears, is touched or can't be looked at kills; one removed by hand is made again.
/// A re-arm removes it first, and is refused where that fails.
/// </remarks>
/// <param name="words">The kill switch.</param>
/// <param name="path">The file; null keeps nothing.</param>
/// <param name="rearm">Receives a valid re-arm: to the loop.</param>
/// <param name="refusals">Receives refused re-arms.</param>
/// <param name="machine">Clock of the looks, and disk.</param>
public sealed class KillFile(
    KillSwitch words, string? path, Action<ControlEvent> rearm, Refusals refusals, Machine machine) : IStage
{
    // Looking at a file is a system call; twenty a second is quick enough for a hand.
    private const long LookNanos = 50_000_000;

    private readonly ControlCalls _calls = machine.Disk.Control;
    private readonly byte[] _path = ControlCalls.PathOf(path ?? "");
    private readonly byte[] _removed = ControlCalls.PathOf((path ?? "") + ".removed");
    private readonly byte[] _folder = ControlCalls.PathOf(
        path is null ? "" : Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
    private readonly NanosClock _clock = new(machine.Time);
    private readonly ConcurrentQueue<(OperatorName Name, long Kills)> _rearms = new();
    private long _dueNanos = long.MinValue;
    private long _released;
    private long _kept;
    private long _mark;
    private int _error;
    private string? _failure;

    /// <inheritdoc/>
    public string Name => "kill-file";

    /// <summary>The fault of the file, in words; null without one. Any thread.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Requests a re-arm. Any thread.</summary>
    /// <param name="name">The operator.</param>
    /// <param name="kills">Kills that the operator could see; any further one voids the re-arm.</param>
    public void Rearm(in OperatorName name, long kills) => _rearms.Enqueue((name, kills));

    /// <inheritdoc/>
    public int DoWork()
    {
        int work = 0;
        for (; _rearms.TryDequeue(out (OperatorName Name, long Kills) asked); work++)
            Release(asked.Name, asked.Kills);
        if (path is null)
            return work;
        long now = _clock.Now();
        if (now < _dueNanos && words.Kills == _kept)
            return work;
        _dueNanos = now + LookNanos;
        Follow();
        return work;
    }

    /// <summary>
    /// Looks at the file; called once before the threads start, so that an older kill reaches the loop first.
    /// </summary>
    public void Follow()
    {
        if (path is null)
            return;
        long kills = words.Kills;
        _kept = kills;
        int error = Look(out FileLook look);
        if (error == ControlCalls.NoEntry)
        {
            if (kills > _released)
                Make();
            else
                Fail(0, null);
            return;
        }

        // A file that is there, or can't be looked at, is a kill. One that this process has not made or seen, or that
        // was touched since, kills once more.
        bool pressed = kills == _released || (error == 0 && _mark != look.Mark);
        _mark = error == 0 ? look.Mark : _mark;
        Fail(error, "can't be looked at, which counts as a kill");
        if (!pressed)
            return;
        words.Kill();
        _kept = kills + 1;
    }

    // "No such file" is an answer only where the folder is there.
    private int Look(out FileLook look)
    {
        int error = _calls.Look(_path, out look);
        if (error != ControlCalls.NoEntry)
            return error;
        int folderError = _calls.Look(_folder, out FileLook folder, follow: true);
        return folderError != 0 ? -folderError : folder.IsFolder ? error : -error;
    }

    private void Make()
    {
        int error = _calls.Make(_path, _folder);
        Fail(error == ControlCalls.Exists ? 0 : error, "can't be written, so that a restart would forget the kill");
        if (_calls.Look(_path, out FileLook look) == 0)
            _mark = look.Mark;
    }

    private void Release(in OperatorName name, long kills)
    {
        // A file not looked at yet is a kill.
        Follow();
        if (words.Kills != kills)
        {
            refusals.Add($"the re-arm by {name} is void: there was a kill after it was asked for; look, and ask again");
            return;
        }

        if (path is not null && !TryRemove(name))
            return;
        _released = _kept = kills;
        _mark = 0;
        rearm(new ControlEvent { Kind = ControlKind.Rearm, Operator = name, Lots = kills });
    }

    // Taken out of its place and looked at before it is removed: it may have been touched just now.
    private bool TryRemove(in OperatorName name)
    {
        int error = Look(out FileLook look);
        if (error == ControlCalls.NoEntry)
            return true;
        if (error == 0)
            error = look.IsFolder ? ControlCalls.IsFolder : _calls.Rename(_path, _removed);
        if (error != 0)
        {
            refusals.Add(
                $"the re-arm by {name} is refused: the kill file {path} can't be removed, "
                + $"{ControlCalls.Words(Math.Abs(error))}; remove it by hand, or bring its folder back, and ask again");
            return false;
        }

        bool isKnown = _calls.Look(_removed, out look) == 0 && look.Mark == _mark;
        _calls.Unlink(_removed);
        if (isKnown)
            return true;
        words.Kill();
        refusals.Add(
            $"the re-arm by {name} is void: the kill file {path} was made or touched after it was asked for; look, and "
            + "ask again");
        return false;
    }

    // The text is made when the error changes.
    private void Fail(int error, string? what)
    {
        if (error == _error)
            return;
        _error = error;
        Volatile.Write(
            ref _failure,
            error == 0
                ? null
                : $"the kill file {path} {what}: {(error < 0 ? "its folder: " : "")}"
                    + ControlCalls.Words(Math.Abs(error)));
    }
}
