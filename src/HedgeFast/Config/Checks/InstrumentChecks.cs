using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Book;

namespace HedgeFast.Config.Checks;

/// <summary>Checks names, instruments, and which instruments hedge which underlyings.</summary>
internal sealed class InstrumentChecks
{
    private readonly KeyRules _rules;
    private readonly IReadOnlyList<KeyRules> _instruments;
    private readonly IReadOnlyList<KeyRules> _underlyings;
    private readonly string[] _symbols;
    private readonly string[] _names;

    /// <summary>Checks with the rules of a whole configuration.</summary>
    public InstrumentChecks(KeyRules rules)
    {
        _rules = rules;
        _instruments = rules.Items(InstrumentKeys.Instruments);
        _underlyings = rules.Items(UnderlyingKeys.Underlyings);
        _symbols = [.. _instruments.Select(instrument => instrument.Get(InstrumentKeys.Symbol))];
        _names = [.. _underlyings.Select(underlying => underlying.Get(UnderlyingKeys.Name))];
    }

    /// <summary>Adds every broken rule to the errors.</summary>
    public void Check()
    {
        CheckNames();
        foreach (KeyRules instrument in _instruments)
            CheckInstrument(instrument);
        foreach (KeyRules underlying in _underlyings)
            CheckHedges(underlying);
    }

    private void CheckNames()
    {
        Distinct(_instruments, InstrumentKeys.Symbol);
        Distinct(_instruments, InstrumentKeys.FeedId);
        Distinct(_underlyings, UnderlyingKeys.Name);
        _rules.Check(
            FixKeys.TargetCompId,
            target => target == _rules.Get(FixKeys.SenderCompId)
                ? $"is the same as {FixKeys.SenderCompId}; a session has two ends"
                : null,
            FixKeys.SenderCompId);
    }

    private static void Distinct<T>(IReadOnlyList<KeyRules> elements, ConfigKey<T> key)
    {
        List<T> values = [.. elements.Select(element => element.Get(key))];
        for (int i = 1; i < values.Count; i++)
        {
            string first = elements[values.IndexOf(values[i])].PathOf(key);
            string path = elements[i].PathOf(key);
            string value = Quoted($"{values[i]}");
            if (first != path)
                elements[i].Refuse(path, $"{value} is {first} too; each needs its own", first);
        }
    }

    private void CheckInstrument(KeyRules instrument)
    {
        instrument.Check(
            InstrumentKeys.TickSize,
            tick => TickStep.TrySplit(tick, out _, out _)
                ? null
                : $"{instrument.Written(InstrumentKeys.TickSize)} can't be held exactly; allowed: at most nine "
                    + $"decimals and {int.MaxValue} steps of them");
        bool embedded = _rules.Get(VenueKeys.Embedded);
        instrument.Check(
            InstrumentKeys.StartLots,
            lots => embedded && lots != 0 ? $"{lots} lots are given, but an embedded exchange starts flat" : null,
            VenueKeys.Embedded);
        long most = _rules.Get(LimitKeys.MaxPositionLots);
        instrument.Check(
            InstrumentKeys.StartLots,
            lots => !embedded && Math.Abs(lots) > most
                ? $"{lots} lots is more than {LimitKeys.MaxPositionLots}, {most} lots"
                : null,
            LimitKeys.MaxPositionLots);
        CheckCurrency(instrument);
        IsKnown(instrument, InstrumentKeys.Underlying, _names, UnderlyingKeys.Name, UnderlyingKeys.Underlyings);
    }

    // Costs, losses and notionals of all instruments count against one limit. A fallback is held against its preferred
    // instrument.
    private void CheckCurrency(KeyRules instrument)
    {
        KeyRules first = _instruments[0];
        string symbol = instrument.Get(InstrumentKeys.Symbol);
        string currency = instrument.Get(InstrumentKeys.QuoteCurrency);
        string firstCurrency = first.Get(InstrumentKeys.QuoteCurrency);
        if (currency == firstCurrency || _underlyings.Any(u => u.Get(UnderlyingKeys.Fallbacks).Contains(symbol)))
            return;
        instrument.Refuse(
            instrument.PathOf(InstrumentKeys.QuoteCurrency),
            $"{Quoted(symbol)} is quoted in {Quoted(currency)}, {Quoted(first.Get(InstrumentKeys.Symbol))} in "
                + $"{Quoted(firstCurrency)}; limits.maxDayLoss, maxDayCost and maxOrderNotional count all of them in "
                + "one currency: run one engine a currency",
            first.PathOf(InstrumentKeys.QuoteCurrency));
    }

    private void CheckHedges(KeyRules underlying)
    {
        string preferred = underlying.Get(UnderlyingKeys.HedgeInstrument);
        if (!Hedges(underlying, UnderlyingKeys.HedgeInstrument, preferred))
            return;
        IReadOnlyList<string> fallbacks = underlying.Get(UnderlyingKeys.Fallbacks);
        for (int i = 0; i < fallbacks.Count; i++)
            CheckFallback(underlying, preferred, fallbacks[i], fallbacks.Take(i).Contains(fallbacks[i]));
    }

    private void CheckFallback(KeyRules underlying, string preferred, string fallback, bool isRepeated)
    {
        string path = underlying.PathOf(UnderlyingKeys.Fallbacks);
        if (fallback == preferred)
        {
            underlying.Refuse(
                path,
                $"{Quoted(fallback)} is hedgeInstrument too; it can't stand in for itself",
                underlying.PathOf(UnderlyingKeys.HedgeInstrument));
        }
        else if (isRepeated)
        {
            underlying.Refuse(path, $"names {Quoted(fallback)} twice");
        }
        else if (Hedges(underlying, UnderlyingKeys.Fallbacks, fallback))
        {
            CheckPair(underlying, Instrument(preferred), Instrument(fallback));
        }
    }

    // Differences that make two instruments no measure for one another.
    private static void CheckPair(KeyRules underlying, KeyRules preferred, KeyRules fallback)
    {
        string path = underlying.PathOf(UnderlyingKeys.Fallbacks);
        string symbol = Quoted(fallback.Get(InstrumentKeys.Symbol));
        string preferredSymbol = Quoted(preferred.Get(InstrumentKeys.Symbol));
        string currency = fallback.Get(InstrumentKeys.QuoteCurrency);
        string preferredCurrency = preferred.Get(InstrumentKeys.QuoteCurrency);
        if (currency != preferredCurrency)
        {
            underlying.Refuse(
                path,
                $"{symbol} is quoted and settled in {Quoted(currency)}, {preferredSymbol} in "
                    + $"{Quoted(preferredCurrency)}; prices, costs and limits of one underlying are counted in one "
                    + "currency");
        }

        bool isSigned = fallback.Get(InstrumentKeys.AllowsNegativePrice);
        if (isSigned || preferred.Get(InstrumentKeys.AllowsNegativePrice))
        {
            underlying.Refuse(
                path,
                $"{(isSigned ? symbol : preferredSymbol)} may have prices of zero and less, of which a basis can't be "
                    + "a fraction; such an instrument hedges alone");
        }
    }

    private bool Hedges(KeyRules underlying, ConfigKey key, string symbol)
    {
        if (!IsKnown(underlying, key, symbol, _symbols, InstrumentKeys.Symbol, InstrumentKeys.Instruments))
            return false;
        KeyRules instrument = Instrument(symbol);
        string name = underlying.Get(UnderlyingKeys.Name);
        string hedged = instrument.Get(InstrumentKeys.Underlying);
        if (hedged == name)
            return true;
        underlying.Refuse(
            underlying.PathOf(key),
            $"{Quoted(symbol)} is an instrument on {Quoted(hedged)}, not on {Quoted(name)}",
            instrument.PathOf(InstrumentKeys.Underlying),
            underlying.PathOf(UnderlyingKeys.Name));
        return false;
    }

    private KeyRules Instrument(string symbol) => _instruments[Array.IndexOf(_symbols, symbol)];

    private static bool IsKnown(KeyRules rules, ConfigKey<string> key, string[] known, ConfigKey names, ListKey list) =>
        IsKnown(rules, key, rules.Get(key), known, names, list);

    private static bool IsKnown(
        KeyRules rules, ConfigKey key, string value, string[] known, ConfigKey names, ListKey list)
    {
        string path = rules.PathOf(key);
        if (rules.IsWrong(path, list.Path))
            return false;
        if (known.Contains(value))
            return true;
        string near = NearestWord.Find(value, known) is { } word ? $", did you mean {word}?" : "";
        rules.Refuse(
            path,
            $"{Quoted(value)} is not one of {names}{near}; allowed: "
                + string.Join(", ", known.Select(ConfigErrors.Printable)));
        return false;
    }

    private static string Quoted(string value) => ConfigErrors.Quoted(value);
}
