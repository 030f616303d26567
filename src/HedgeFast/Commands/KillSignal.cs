using System.Runtime.InteropServices;

namespace HedgeFast.Commands;

/// <summary>The kill switch by a signal of its own, SIGUSR1: a way that needs neither terminal nor file nor the strategy's goodwill. Where there are no such signals nothing is listened to.</summary>
internal sealed class KillSignal : IDisposable
{
    // .NET names only the signals that every system has; the others go by the system's number.
    private const int LinuxUser1 = 10;
    private const int MacUser1 = 30;

    private readonly PosixSignalRegistration? _registration;

    /// <summary>Begins to listen.</summary>
    /// <param name="kill">Called for each signal, on a thread of the pool.</param>
    public KillSignal(Action kill)
    {
        if (OperatingSystem.IsWindows()) return;
        int signal = OperatingSystem.IsMacOS() ? MacUser1 : LinuxUser1;
        _registration = PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            kill();
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();
}
