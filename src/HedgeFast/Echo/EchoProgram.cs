using HedgeFast.Venue;

namespace HedgeFast.Echo;

/// <summary>The echo acceptor as a program of its own.</summary>
internal static class EchoProgram
{
    private const long IdleNanos = 200_000;

    /// <summary>Runs until it is cancelled. Writes where it listens, once it does.</summary>
    /// <exception cref="IOException">It could not start: see <see cref="EchoHost"/> for this and the other causes.</exception>
    public static void Run(EchoSettings settings, CancellationToken stop, TextWriter output)
    {
        using var host = new EchoHost(settings, TimeProvider.System);
        output.WriteLine($"fix-echo: FIX {settings.Version} on {settings.Host}:{host.BoundPort} as {settings.SenderCompId} for {string.Join(", ", settings.Peers)}");
        output.Flush();
        while (!stop.IsCancellationRequested)
        {
            if (host.DoWork() == 0)
                IdleWait.Sleep(IdleNanos);
        }
    }
}
