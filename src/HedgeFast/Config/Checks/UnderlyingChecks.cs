using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Config.Checks;

/// <summary>Checks policies, forwards, dividends and volatilities of the underlyings.</summary>
internal static class UnderlyingChecks
{
    /// <summary>Adds every broken rule to the errors.</summary>
    public static void Check(KeyRules rules)
    {
        IReadOnlyList<KeyRules> underlyings = rules.Items(UnderlyingKeys.Underlyings);
        foreach (KeyRules underlying in underlyings)
            CheckPolicy(underlying, rules);
        foreach (KeyRules underlying in underlyings)
        {
            CheckForwards(underlying);
            CheckDividends(underlying);
            CheckFutures(underlying, rules);
        }

        foreach (KeyRules underlying in underlyings)
        {
            if (underlying.Get(VolatilityKeys.Source) == VolatilitySource.Quotes)
                CheckQuotedVolatilities(underlying, rules);
        }
    }

    private static void CheckPolicy(KeyRules underlying, KeyRules rules)
    {
        Below(underlying, PolicyKeys.GovernorWidenAt, PolicyKeys.GovernorSlowAt);
        Below(underlying, PolicyKeys.GovernorSlowAt, PolicyKeys.GovernorHaltAt);
        double most = underlying.Get(PolicyKeys.MaxHalfWidth);
        underlying.Check(
            PolicyKeys.MinHalfWidth,
            least => least > most ? $"{least} is more than {PolicyKeys.MaxHalfWidth.Name}, {most}" : null,
            PolicyKeys.MaxHalfWidth);

        string symbol = underlying.Get(UnderlyingKeys.HedgeInstrument);
        PolicyKind kind = underlying.Get(PolicyKeys.Kind);
        KeyRules? hedge = rules.Items(InstrumentKeys.Instruments)
            .FirstOrDefault(instrument => instrument.Get(InstrumentKeys.Symbol) == symbol);
        if (hedge is null || kind is not (PolicyKind.WhalleyWilmott or PolicyKind.Zakamouline or PolicyKind.Leland))
            return;
        double fee = hedge.Get(InstrumentKeys.TakerFee);
        underlying.Check(
            PolicyKeys.CostHalfSpread,
            halfSpread => halfSpread is { } spread && !(spread + fee > 0)
                ? $"{spread} and the taker fee of {ConfigErrors.Quoted(symbol)}, {fee}, are no cost together, and "
                    + $"{ConfigWords.For(ConfigWords.Policies, kind)} would hedge without end"
                : null,
            PolicyKeys.Kind,
            UnderlyingKeys.HedgeInstrument);
    }

    private static void Below(KeyRules underlying, NumberKey key, NumberKey limit)
    {
        double bound = underlying.Get(limit);
        underlying.Check(
            key, value => value < bound ? null : $"{value} is not less than {limit.Name}, {bound}", limit);
    }

    private static void CheckForwards(KeyRules underlying)
    {
        bool areGiven = underlying.Get(UnderlyingKeys.ForwardSource) == ForwardSource.Given;
        underlying.Check(
            UnderlyingKeys.ForwardGiven,
            text => ForwardText.TryParse(text, out _)
                ? null
                : $"{ConfigErrors.Quoted(text)} can't be read; allowed: EXPIRY=RATIO, separated by commas, each expiry "
                    + $"{UtcTime.Form} and once, each ratio from {ForwardText.RatioMin} to {ForwardText.RatioMax}");
        underlying.Check(
            UnderlyingKeys.ForwardGiven,
            text => !ForwardText.TryParse(text, out IReadOnlyList<ForwardPoint> given) || areGiven == given.Count > 0
                ? null
                : areGiven ? "missing; the source given needs forwards"
                : "is given, but the source is not given; allowed for it only",
            UnderlyingKeys.ForwardSource);
    }

    private static void CheckDividends(KeyRules underlying)
    {
        underlying.Check(
            UnderlyingKeys.DividendsGiven,
            text => DividendText.TryParse(text, out _)
                ? null
                : $"{ConfigErrors.Quoted(text)} can't be read; allowed: EXDATE=AMOUNT, separated by "
                    + $"commas, each ex date a date or {UtcTime.Form} and after the one before, each amount above 0 "
                    + $"and at most {RowLimits.DividendAmountMax}, at most {RowLimits.DividendsMax} of them");
        underlying.Check(
            UnderlyingKeys.DividendsGiven,
            text => DividendText.TryParse(text, out IReadOnlyList<Dividend> dividends) && dividends.Count > 0
                && underlying.Get(UnderlyingKeys.ForwardSource) != ForwardSource.Carry
                    ? "is given, but forwards do not come from the carry; a ratio to the price holds "
                        + "no dividends: allowed with carry only"
                    : null,
            UnderlyingKeys.ForwardSource);
    }

    private static void CheckFutures(KeyRules underlying, KeyRules rules)
    {
        string name = underlying.Get(UnderlyingKeys.Name);
        bool hasFuture = rules.Items(InstrumentKeys.Instruments).Any(instrument =>
            instrument.Get(InstrumentKeys.Underlying) == name && instrument.Get(InstrumentKeys.Expiry).Length > 0);
        underlying.Check(
            UnderlyingKeys.ForwardSource,
            source => source == ForwardSource.Future && !hasFuture
                ? $"future needs an instrument on {ConfigErrors.Quoted(name)} that has an expiry"
                : null,
            InstrumentKeys.Instruments,
            UnderlyingKeys.Name);
    }

    private static void CheckQuotedVolatilities(KeyRules underlying, KeyRules rules)
    {
        string source = underlying.PathOf(VolatilityKeys.Source);
        if (rules.Get(BookKeys.Quotes).Length == 0)
            rules.Refuse(BookKeys.Quotes.Path, $"missing; {source} quotes needs it", source);
        underlying.Check(
            VolatilityKeys.Dynamics,
            dynamics => dynamics == VolatilityDynamics.StickyStrike
                ? null
                : "is not sticky-strike, but quotes bring each strike's own volatility",
            VolatilityKeys.Source);
        underlying.Check(
            UnderlyingKeys.SettlementDelta,
            delta => delta == SettlementDelta.Exact
                ? "is exact, but volatilities implied from quotes are those of options without an "
                    + "average; allowed with volatility.source files"
                : null,
            VolatilityKeys.Source);
    }
}
