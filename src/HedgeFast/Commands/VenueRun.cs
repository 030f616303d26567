using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Engine;
using HedgeFast.Fix.Secrets;
using HedgeFast.Venue;
using HedgeFast.Venue.Feed;
using HedgeFast.Venue.Tape;
using Spectre.Console;

namespace HedgeFast.Commands;

/// <summary>The simulated exchange alone in its process.</summary>
internal static class VenueRun
{
    /// <summary>Runs until the tape has ended and everybody has left, or <paramref name="stop"/> asks for an orderly stop.</summary>
    /// <exception cref="StartFailure">Something needed is missing, wrong or taken.</exception>
    public static ExitCode Execute(ResolvedConfig config, IAnsiConsole console, CancellationToken stop)
    {
        using var temporary = new TemporaryFolder(config.TemporaryDirectory);
        try
        {
            return VenueProgram.Run(SettingsOf(config), stop, console.Profile.Out.Writer) == 0 ? ExitCode.Ok : ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or TapeException or InvalidDataException or ArgumentException or UnauthorizedAccessException or SecretException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    /// <summary>Opens the exchange of a configuration: its ports are bound, its tape is read.</summary>
    /// <exception cref="IOException">A port is taken, or a file can't be opened.</exception>
    /// <exception cref="TapeException">The tape can't be used.</exception>
    /// <exception cref="SecretException">Others may read the key of its certificate.</exception>
    public static VenueHost Open(ResolvedConfig config, TimeProvider time) => new(SettingsOf(config), time);

    private static VenueSettings SettingsOf(ResolvedConfig config)
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
            Options = OptionsOf(config),
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

    // Dated futures are quoted at the tape's price and a fixed fraction above it, so that their forwards stand still.
    private static ForwardCurve? ForwardsOf(ResolvedConfig config, UnderlyingSettings underlying)
    {
        if (underlying.Forward.Source != ForwardSource.Future)
        {
            return underlying.Forward.Source == ForwardSource.Given
                ? ForwardCurve.OfGiven(underlying.Forward.Given)
                : null;
        }

        IReadOnlyList<Instrument> instruments = config.Settings.Instruments;
        var curve = new ForwardCurve(instruments.Count);
        foreach (Instrument future in instruments.Where(i => i.Underlying == underlying.Index))
        {
            double basis = config.Venue.Derived.FirstOrDefault(quote => quote.Instrument == future.Index).Basis;
            if (future.ExpiryNanos is { } expiry)
                curve.TrySet(expiry, 1 + basis, 1);
        }

        return curve;
    }

    // The venue quotes what the engine wants quoted, so it reads the same files.
    private static OptionMarket? OptionsOf(ResolvedConfig config)
    {
        if (config.Venue.OptionsPerRow == 0 || config.QuotesFile is null)
            return null;
        LoadedBook loaded = LoadedBook.Read(config, valuationNanos: null);
        return new OptionMarket
        {
            Book = loaded.Book,
            Quoted = loaded.Quoted,
            FirstIndex = config.Settings.Instruments.Count,
            Carries = [.. config.Settings.Underlyings.Select(u => u.Aging)],
            Forwards = [.. config.Settings.Underlyings.Select(u => ForwardsOf(config, u))],
            PerRow = config.Venue.OptionsPerRow,
            HalfSpread = config.Venue.OptionHalfSpread,
        };
    }
}
