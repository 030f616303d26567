using System.Runtime.InteropServices;

namespace HedgeFast.Engine;

/// <summary>The kill switch by a signal of its own, SIGUSR1: a way that needs neither terminal nor file nor the strategy's goodwill. Where there are no such signals nothing is listened to.</summary>
internal sealed class KillSignal : IDisposable
{
    // .NET names only the signals that every system has; the others go by the system's number.
    private const int LinuxUser1 = 10;
    private const int MacUser1 = 30;

    private readonly PosixSignalRegistration? _registration;
    private readonly Lock _lock = new();
    private Action? _kill;
    private bool _waits;

    /// <summary>Begins to listen; a signal that comes before <see cref="Connect"/> is kept for it.</summary>
    public KillSignal()
    {
        if (OperatingSystem.IsWindows()) return;
        int signal = OperatingSystem.IsMacOS() ? MacUser1 : LinuxUser1;
        _registration = PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            Raise();
        });
    }

    /// <summary>Connects the switch.</summary>
    /// <param name="kill">Called for each signal, on a thread of the pool; at once for one that came before.</param>
    public void Connect(Action kill)
    {
        bool waits;
        lock (_lock)
            (_kill, waits) = (kill, _waits);
        if (waits) kill();
    }

    /// <summary>What a signal does.</summary>
    internal void Raise()
    {
        Action? kill;
        lock (_lock)
            (kill, _waits) = (_kill, true);
        kill?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();
}
