using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Secrets;
using HedgeFast.Shell;
using HedgeFast.Venue.Feed;
using HedgeFast.Venue.Tape;
using Spectre.Console;

namespace HedgeFast.Venue;

/// <summary>Runs the simulated exchange that a configuration describes.</summary>
internal static class VenueRun
{
    /// <summary>Runs until the tape has ended and the last client has left, or an orderly stop is requested.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="options">Makes the options that are quoted beside the tape; null for none.</param>
    /// <param name="console">Receives addresses and status lines.</param>
    /// <param name="stop">Requests an orderly stop.</param>
    /// <exception cref="StartFailure">A file is missing or bad, or a port is taken.</exception>
    public static ExitCode Execute(
        ResolvedConfig config,
        Func<ResolvedConfig, OptionMarket?> options,
        IAnsiConsole console,
        CancellationToken stop)
    {
        using var temporary = new TemporaryFolder(config.TemporaryDirectory);
        try
        {
            int code = VenueProgram.Run(SettingsOf(config, options(config)), stop, console.Profile.Out.Writer);
            return code == 0 ? ExitCode.Ok : ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or TapeException or InvalidDataException or ArgumentException
            or UnauthorizedAccessException or SecretException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    /// <summary>Opens the exchange of a configuration: binds its ports and reads its tape.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="options">Makes the options that are quoted beside the tape; null for none.</param>
    /// <param name="machine">Clock, network and disk.</param>
    /// <exception cref="IOException">A port is taken, or a file can't be opened.</exception>
    /// <exception cref="TapeException">The tape can't be used.</exception>
    /// <exception cref="SecretException">Other users may read the key of its certificate.</exception>
    /// <exception cref="StartFailure">A file of the quoted options is missing or bad.</exception>
    public static VenueHost Open(
        ResolvedConfig config, Func<ResolvedConfig, OptionMarket?> options, Machine machine) =>
        new(SettingsOf(config, options(config)), machine);

    private static VenueSettings SettingsOf(ResolvedConfig config, OptionMarket? options)
    {
        VenueConfig venue = config.Venue;
        return new VenueSettings
        {
            Instruments = config.Settings.Instruments,
            TapePath = venue.TapeFile,
            Derived = venue.Derived,
            Halts = venue.Halts,
            Speed = venue.Speed,
            LevelTicks = venue.LevelTicks,
            ImpactHalfLifeNanos = venue.ImpactHalfLifeNanos,
            PrintShare = venue.PrintShare,
            Options = options,
            LatencyNanos = venue.LatencyNanos,
            JitterNanos = venue.JitterNanos,
            ReportLatencyNanos = venue.ReportLatencyNanos,
            ReportJitterNanos = venue.ReportJitterNanos,
            Seed = venue.Seed,
            Faults = venue.Faults,
            Start = venue.StartWhen == TapeStart.AtOnce ? VenueStart.AtOnce : VenueStart.WhenReady,
            FixHost = venue.Host,
            FixPort = venue.FixPort,
            BeginString = venue.Session.BeginString,
            CompId = venue.Session.SenderCompId,
            Clients = [venue.Session.TargetCompId],
            Tls = venue.Tls?.Load(),
            ClientPins = venue.ClientPins,
            FeedTransport = venue.Transport,
            FeedHost = venue.Host,
            FeedPort = venue.FeedPort,
            FeedGroup = venue.Group,
            StoreDirectory = venue.Session.StoreDirectory,
            Fsync = venue.Session.Fsync,
        };
    }
}
