using System.Text;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Control;

/// <summary>Reads requests of operators from a file, on a thread of its own; see <see cref="OperatorLine"/>.</summary>
/// <remarks>
/// The file is taken by rename, and obeyed only where no user but this process's and root can have written it; a kill
/// in it is obeyed always. Links, pipes and devices are not followed, and nothing waits for them.
/// </remarks>
/// <param name="words">The kill switch.</param>
/// <param name="path">The file.</param>
/// <param name="symbols">Symbols of the instruments, by dense index.</param>
/// <param name="request">Receives requests; a re-arm with the number of kills that its author could see.</param>
/// <param name="refusals">Receives refused lines and files.</param>
/// <param name="machine">Clock of the looks, and disk.</param>
/// <param name="averages">Names of the settlement averages; null for none.</param>
public sealed class OperatorFile(
    KillSwitch words, string path, string[] symbols, Action<ControlEvent> request, Refusals refusals, Machine machine,
    AverageName[]? averages = null) : IStage, IDisposable
{
    private const long LookNanos = 50_000_000;

    // Files whose writers have not closed them yet.
    private const int TakenMax = 16;

    private readonly ControlCalls _calls = machine.Disk.Control;
    private readonly byte[] _path = ControlCalls.PathOf(path);
    private readonly byte[] _taken = ControlCalls.PathOf(path + ".taken");
    private readonly byte[] _folder = ControlCalls.PathOf(FolderOf(path));
    private readonly NanosClock _clock = new(machine.Time);
    private readonly List<TakenRequests> _open = [];
    private long _dueNanos = long.MinValue;
    private long _killsBefore;
    private string? _stuck;
    private string? _failure;
    private int _error;
    private long _now;

    /// <inheritdoc/>
    public string Name => "operator-file";

    /// <summary>The fault of the file, in words; null without one. Any thread.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>
    /// Why requests in a folder would be refused; null when they are accepted, or the folder is not there yet.
    /// </summary>
    /// <param name="disk">The disk of the folder.</param>
    /// <param name="path">The operator file; null where there is none.</param>
    public static string? FolderDistrust(Disk disk, string? path) =>
        path is not null
            && disk.Control.Look(ControlCalls.PathOf(FolderOf(path)), out FileLook look, follow: true) == 0
            ? FolderDistrust(disk.Control, path, look)
            : null;

    /// <inheritdoc/>
    public int DoWork()
    {
        _now = _clock.Now();
        if (_now < _dueNanos)
            return 0;
        if (_dueNanos == long.MinValue)
            ObeyLeftOver();
        _dueNanos = _now + LookNanos;

        // Read before the look: what is not there at the look was written after these kills.
        long killsBefore = _killsBefore;
        _killsBefore = words.Kills;
        int work = Take(killsBefore);
        for (int i = _open.Count - 1; i >= 0; i--)
            work += ReadOn(_open[i], killsBefore);
        _open.RemoveAll(static taken => taken.HasEnded);
        return work;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TakenRequests taken in _open)
            taken.Dispose();
        _open.Clear();
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";

    private static string? FolderDistrust(ControlCalls calls, string path, in FileLook folder) =>
        folder.Distrust(calls.User) is { } why ? $"the folder of {path}: {why}" : null;

    private int Take(long killsBefore)
    {
        int error = _calls.Look(_path, out _);
        if (error == ControlCalls.NoEntry)
        {
            Fail(0, null);
            return 0;
        }

        if (error != 0)
        {
            Fail(error, "can't be looked at, so that no request in it is seen");
            return 0;
        }

        // Many files held open must not hide a kill in the next one: the oldest is closed.
        if (_open.Count >= TakenMax)
        {
            refusals.Add(
                $"{path} was taken {TakenMax} times and never closed by its writers; what the oldest of them still "
                + "write is not read");
            _open[0].Dispose();
            _open.RemoveAt(0);
        }

        int unmoved = _calls.Rename(_path, _taken);
        if (unmoved != 0)
        {
            ObeyKillOf(_path);
            Fail(unmoved, "can't be taken out of its folder; only a kill in it is obeyed, and once; remove it by hand");
            return 1;
        }

        Fail(0, null);
        _stuck = null;
        int file = _calls.OpenToRead(_taken, out error);
        if (file >= 0)
        {
            _open.Add(new TakenRequests(_calls, file, DistrustOf(file), killsBefore, _now));
        }
        else if (error == ControlCalls.TooManyLinks)
        {
            ObeyKillOf(_taken);
            refusals.Add(
                $"{path} is a link; requests are obeyed in a file only, and of this one only a kill would have been");
        }
        else
        {
            // It may say kill.
            words.Kill();
            refusals.Add($"{path} can't be read, which counts as a kill: {ControlCalls.Words(error)}");
        }

        _calls.Unlink(_taken);
        return 1;
    }

    // Left by a process that ended while taking a request: its lines may have been obeyed already, so only a kill is.
    private void ObeyLeftOver()
    {
        ObeyKillOf(_taken);
        _calls.Unlink(_taken);
        _stuck = null;
    }

    private string? DistrustOf(int file)
    {
        if (_calls.Look(file, out FileLook look) != 0 || !look.IsRegular)
            return "it is no regular file";
        if (look.Distrust(_calls.User) is { } why)
            return why;
        return _calls.Look(_folder, out FileLook folder, follow: true) == 0
            ? FolderDistrust(_calls, path, folder)
            : "its folder can't be looked at";
    }

    private int ReadOn(TakenRequests taken, long killsBefore)
    {
        taken.Read(_now, killsBefore);
        int work = 0;
        bool refused = false;
        for (; taken.TryNext(out string line); work++)
        {
            if (OperatorLine.IsKill(line))
            {
                words.Kill();
                taken.Kills++;
            }
            else if (line.Length > 0 && taken.Distrust is null)
            {
                Ask(line, taken.Kills);
            }
            else
            {
                refused |= line.Length > 0;
            }
        }

        // A part not read may say kill.
        if (taken.IsCut)
            words.Kill();
        if (refused || (taken.HasEnded && taken.Distrust is not null && work == 0))
            refusals.Add($"requests in {path} are refused, but for a kill: {taken.Distrust}");
        if (taken.HasEnded)
            taken.Dispose();
        return work;
    }

    private void Ask(string line, long kills)
    {
        if (OperatorLine.TryRead(line, symbols, averages ?? [], out ControlEvent asked) is { } why)
            refusals.Add(why);
        else
            request(asked.Kind == ControlKind.Rearm ? asked with { Lots = kills } : asked);
    }

    // In place or behind a link: only a regular file is opened, and the same words kill once.
    private void ObeyKillOf(byte[] where)
    {
        if (_calls.Look(where, out FileLook look, follow: true) != 0 || !look.IsRegular)
            return;
        int file = _calls.OpenToRead(where, out _, follow: true);
        if (file < 0)
        {
            if (_stuck is null)
                words.Kill();
            _stuck ??= "";
            return;
        }

        Span<byte> bytes = stackalloc byte[TakenRequests.BytesMax];
        string text = Encoding.UTF8.GetString(bytes[..Math.Max(0, _calls.Read(file, bytes, out _))]);
        _calls.Close(file);
        if (text == _stuck)
            return;
        _stuck = text;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!OperatorLine.IsKill(line))
                continue;
            words.Kill();
            return;
        }
    }

    // The text is made when the error changes.
    private void Fail(int error, string? what)
    {
        if (error == _error)
            return;
        _error = error;
        Volatile.Write(
            ref _failure, error == 0 ? null : $"the operator file {path} {what}: {ControlCalls.Words(error)}");
    }
}
