using HedgeFast.Venue;

namespace HedgeFast.Echo;

/// <summary>Runs the echo acceptor until a stop is requested.</summary>
internal static class EchoProgram
{
    private const long IdleNanos = 200_000;

    /// <summary>Writes the address once the acceptor listens, then serves until cancelled.</summary>
    /// <exception cref="IOException">The start failed; <see cref="EchoHost"/> lists the causes.</exception>
    public static void Run(EchoSettings settings, CancellationToken stop, TextWriter output)
    {
        using var host = new EchoHost(settings, TimeProvider.System);
        output.WriteLine(
            $"fix-echo: FIX {settings.Version} on {settings.Host}:{host.BoundPort} as {settings.SenderCompId} for "
            + $"{string.Join(", ", settings.Peers)}");
        output.Flush();
        while (!stop.IsCancellationRequested)
        {
            if (host.DoWork() == 0)
                IdleWait.Sleep(IdleNanos);
        }
    }
}
