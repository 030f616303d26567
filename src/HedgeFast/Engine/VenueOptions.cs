using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Shell;
using HedgeFast.Venue.Feed;

namespace HedgeFast.Engine;

/// <summary>Makes the options that the simulated exchange quotes beside its tape.</summary>
/// <remarks>The exchange reads the engine's files, so that every option the engine waits for is quoted.</remarks>
internal static class VenueOptions
{
    /// <summary>Reads the options of a configuration.</summary>
    /// <returns>The options; null where the exchange quotes none.</returns>
    /// <exception cref="StartFailure">A file is missing, or a row is bad.</exception>
    public static OptionMarket? Of(ResolvedConfig config)
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

    // Dated futures are quoted at the tape's price plus a fixed fraction, so that their forwards stay constant.
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
}
