using System.Runtime.InteropServices;

namespace HedgeFast.Engine;

/// <summary>Turns on the kill switch by a signal of its own, SIGUSR1.</summary>
/// <remarks>A way that needs neither terminal nor file. Windows has no such signals.</remarks>
internal sealed class KillSignal : IDisposable
{
    // .NET names only the signals that every system has; the others go by the system's number.
    private const int LinuxUser1 = 10;
    private const int MacUser1 = 30;

    private readonly PosixSignalRegistration? _registration;
    private readonly Lock _lock = new();
    private Action? _kill;
    private bool _waits;

    /// <summary>Begins to listen; a signal before <see cref="Connect"/> is kept for it.</summary>
    public KillSignal()
    {
        if (OperatingSystem.IsWindows())
            return;
        int signal = OperatingSystem.IsMacOS() ? MacUser1 : LinuxUser1;
        _registration = PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            Raise();
        });
    }

    /// <summary>Connects the switch.</summary>
    /// <param name="kill">Called for each signal, on a thread of the pool; at once for an earlier one.</param>
    public void Connect(Action kill)
    {
        bool waits;
        lock (_lock)
        {
            _kill = kill;
            waits = _waits;
        }

        if (waits)
            kill();
    }

    /// <summary>Turns the switch on, as a signal does.</summary>
    internal void Raise()
    {
        Action? kill;
        lock (_lock)
        {
            kill = _kill;
            _waits = true;
        }

        kill?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();
}
