using System.Globalization;
using HedgeFast.Shell;

namespace HedgeFast.Venue;

/// <summary>Runs the simulated exchange as a program of its own.</summary>
public static class VenueProgram
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a venue until it is cancelled, or the tape has ended and the last client has gone.</summary>
    /// <remarks>Writes its addresses, a status line every two seconds and one at the end.</remarks>
    /// <param name="settings">The venue.</param>
    /// <param name="stop">Ends the venue in order.</param>
    /// <param name="output">Receives the lines; standard output when null.</param>
    /// <returns>0 when it ended in order, 1 when it failed; the failure is then on standard error.</returns>
    /// <exception cref="IOException">The start failed; <see cref="VenueHost"/> lists the causes.</exception>
    public static int Run(VenueSettings settings, CancellationToken stop, TextWriter? output = null)
    {
        Terminal terminal = Terminal.OfProcess();
        output ??= terminal.Output;
        using var host = new VenueHost(settings, TimeProvider.System);
        output.WriteLine(Addresses(settings, host));
        output.Flush();
        host.Start();
        bool clientSeen = false;
        TimeSpan untilStatus = StatusEvery;
        while (host.Failure is null
            && !(host.TapeEnded && clientSeen && !host.AnyLoggedOn)
            && !stop.WaitHandle.WaitOne(LookEvery))
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

    private static string Addresses(VenueSettings settings, VenueHost host)
    {
        string transport = settings.FeedTransport.ToString().ToLowerInvariant();
        string feed = $"{transport} {settings.FeedGroup ?? settings.FeedHost}:{host.BoundFeedPort}";
        return $"venue: {VersionOf(settings)} on {settings.FixHost}:{host.BoundFixPort}, feed {feed}";
    }

    private static string VersionOf(VenueSettings settings)
    {
        string version = settings.BeginString == "FIXT.1.1"
            ? "FIX 5.0 SP2"
            : settings.BeginString.Replace("FIX.", "FIX ", StringComparison.Ordinal);
        return version + (settings.Tls is null ? "" : " over TLS");
    }

    private static string Status(VenueSettings settings, VenueHost host)
    {
        VenueCounters c = host.Counters;
        CultureInfo culture = CultureInfo.InvariantCulture;
        IEnumerable<string> held = settings.Instruments.Select(instrument =>
            string.Create(culture, $"{instrument.Symbol} {host.PositionLots(instrument.Index):+0;-0;0}"));
        string tape = host.TapeEnded ? "tape ended" : string.Create(culture, $"row {host.NextRow}");
        string client = host.AnyLoggedOn ? "up" : "down";
        string traded = string.Create(culture, $"orders {c.Orders}, fills {c.Fills}, rejects {c.Rejects}");
        return string.Create(
            culture,
            $"venue: {tape}, ticks {c.Ticks}, subscribers {c.Subscribers}, client {client}, {traded}, "
            + $"position {string.Join(", ", held)}");
    }
}
