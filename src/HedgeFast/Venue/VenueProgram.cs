using System.Globalization;
using HedgeFast.Commands;

namespace HedgeFast.Venue;

/// <summary>The simulated exchange as a program of its own.</summary>
public static class VenueProgram
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Runs a venue until it is cancelled, or until the tape has ended and the last client has gone. Writes where it listens, a status line every two seconds, and
    /// what it came to.
    /// </summary>
    /// <param name="settings">The venue.</param>
    /// <param name="stop">Ends it in order.</param>
    /// <param name="output">Where the lines go; standard output when null.</param>
    /// <returns>0 when it ended in order, 1 when it failed; the failure is then on standard error.</returns>
    /// <exception cref="IOException">It could not start: see <see cref="VenueHost"/> for this and the other causes.</exception>
    public static int Run(VenueSettings settings, CancellationToken stop, TextWriter? output = null)
    {
        Terminal terminal = Terminal.OfProcess();
        output ??= terminal.Output;
        using var host = new VenueHost(settings, TimeProvider.System);
        output.WriteLine($"venue: {VersionOf(settings)} on {settings.FixHost}:{host.BoundFixPort}, feed {settings.FeedTransport.ToString().ToLowerInvariant()} {settings.FeedGroup ?? settings.FeedHost}:{host.BoundFeedPort}");
        output.Flush();
        host.Start();
        bool clientSeen = false;
        TimeSpan untilStatus = StatusEvery;
        while (host.Failure is null && !(host.TapeEnded && clientSeen && !host.AnyLoggedOn) && !stop.WaitHandle.WaitOne(LookEvery))
        {
            clientSeen |= host.AnyLoggedOn;
            untilStatus -= LookEvery;
            if (untilStatus > TimeSpan.Zero)
                continue;
            untilStatus = StatusEvery;
            output.WriteLine(Status(settings, host));
            output.Flush();
        }

        try
        {
            host.Stop();
        }
        catch (Exception e) when (ReferenceEquals(e, host.Failure))
        {
            terminal.Error.WriteLine($"venue: failed: {e.Message}");
            return 1;
        }

        output.WriteLine(Status(settings, host));
        return 0;
    }

    private static string VersionOf(VenueSettings settings) =>
        (settings.BeginString == "FIXT.1.1" ? "FIX 5.0 SP2" : settings.BeginString.Replace("FIX.", "FIX ", StringComparison.Ordinal)) + (settings.Tls is null ? "" : " over TLS");

    private static string Status(VenueSettings settings, VenueHost host)
    {
        VenueCounters c = host.Counters;
        string positions = string.Join(", ", settings.Instruments.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Symbol} {host.PositionLots(i.Index):+0;-0;0}")));
        string tape = host.TapeEnded ? "tape ended" : string.Create(CultureInfo.InvariantCulture, $"row {host.NextRow}");
        return string.Create(CultureInfo.InvariantCulture,
            $"venue: {tape}, ticks {c.Ticks}, subscribers {c.Subscribers}, client {(host.AnyLoggedOn ? "up" : "down")}, orders {c.Orders}, fills {c.Fills}, rejects {c.Rejects}, position {positions}");
    }
}
