using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Config.Checks;

/// <summary>Checks the simulated exchange.</summary>
internal static class VenueChecks
{
    /// <summary>Adds every broken rule to the errors.</summary>
    public static void Check(KeyRules rules)
    {
        CheckTexts(rules);
        bool isEmbedded = rules.Get(VenueKeys.Embedded);
        bool countsVolume = rules.Get(OrderKeys.VolumeShare) > 0;
        rules.Check(
            VenueKeys.PrintShare,
            share => isEmbedded && countsVolume && share == 0
                ? $"0 prints no trades, and with {OrderKeys.VolumeShare} no order would ever leave"
                : null,
            OrderKeys.VolumeShare,
            VenueKeys.Embedded);
        rules.Check(
            VenueKeys.Tape,
            tape => isEmbedded && tape.Length == 0 ? "missing; an embedded exchange needs a tape" : null,
            VenueKeys.Embedded);
        rules.Check(
            FixKeys.StoreDirectory,
            folder => !isEmbedded && folder.Length == 0
                ? "missing; empty is allowed only with an embedded exchange, because a session with a real one must "
                    + "survive a restart"
                : null,
            VenueKeys.Embedded);
    }

    private static void CheckTexts(KeyRules rules)
    {
        rules.Check(
            VenueKeys.Scenarios,
            text => VenueScenario.TryParse(text, out _)
                ? null
                : $"{ConfigErrors.Quoted(text)} can't be read; allowed: NAME%N, separated by commas, where NAME is one "
                    + $"of {string.Join(", ", VenueScenario.Words.Select(word => word.Word))} and N is 1 or more");
        string[] symbols =
            [.. rules.Items(InstrumentKeys.Instruments).Select(instrument => instrument.Get(InstrumentKeys.Symbol))];
        rules.Check(
            VenueKeys.Basis,
            text => DerivedQuote.TryParse(text, symbols, out _)
                ? null
                : $"{ConfigErrors.Quoted(text)} can't be read; allowed: SYMBOL=FRACTION, separated by commas, where "
                    + $"SYMBOL is one of {InstrumentKeys.Symbol} but the first, each once, and FRACTION more than -1",
            InstrumentKeys.Instruments);
        rules.Check(
            VenueKeys.Halts,
            text => TapeHalt.TryParse(text, symbols, out _)
                ? null
                : $"{ConfigErrors.Quoted(text)} can't be read; allowed: SYMBOL@FROM-TO or SYMBOL@FROM-TO:reinstate, "
                    + $"separated by commas, where SYMBOL is one of {InstrumentKeys.Symbol} and FROM a row before TO",
            InstrumentKeys.Instruments);
    }
}
