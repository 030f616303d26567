using HedgeFast.Config.Checks;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Config.Resolve;

/// <summary>Turns the keys of instruments and underlyings into the engine's records.</summary>
internal static class UnderlyingResolver
{
    private const double MillisecondsPerMinute = 60_000;
    private const double DaysPerYear = 365;

    /// <summary>The hedge instruments, by index.</summary>
    public static IReadOnlyList<Instrument> Instruments(ConfigValues values)
    {
        List<string> names = Texts(values, UnderlyingKeys.Underlyings, UnderlyingKeys.Name);
        return
        [
            .. values.Items(InstrumentKeys.Instruments).Select((instrument, index) =>
                Instrument(instrument, index, names.IndexOf(instrument.Get(InstrumentKeys.Underlying)))),
        ];
    }

    /// <summary>The underlyings, by index.</summary>
    public static IReadOnlyList<UnderlyingSettings> Underlyings(ConfigValues values)
    {
        List<string> symbols = Symbols(values);
        return
        [
            .. values.Items(UnderlyingKeys.Underlyings)
                .Select((underlying, index) => Underlying(underlying, index, symbols)),
        ];
    }

    /// <summary>Symbols of the instruments, by index.</summary>
    public static List<string> Symbols(ConfigValues values) =>
        Texts(values, InstrumentKeys.Instruments, InstrumentKeys.Symbol);

    private static List<string> Texts(ConfigValues values, ListKey list, TextKey key) =>
        [.. values.Items(list).Select(element => element.Get(key))];

    private static Instrument Instrument(ConfigValues values, int index, int underlying)
    {
        _ = TickStep.TrySplit(values.Get(InstrumentKeys.TickSize), out int mantissa, out int decimals);
        return new Instrument
        {
            Index = index,
            Symbol = values.Get(InstrumentKeys.Symbol),
            FeedId = (uint)values.Get(InstrumentKeys.FeedId),
            Underlying = underlying,
            Kind = values.Get(InstrumentKeys.Kind),
            TickMantissa = mantissa,
            TickDecimals = decimals,
            ContractSize = values.Get(InstrumentKeys.ContractSize),
            TakerFee = values.Get(InstrumentKeys.TakerFee),
            StartLots = values.Get(InstrumentKeys.StartLots),
            QuoteCurrency = values.Get(InstrumentKeys.QuoteCurrency),
            MaxBasisFraction = values.Get(InstrumentKeys.MaxBasisFraction),
            ExpiryNanos = UtcTime.TryParse(values.Get(InstrumentKeys.Expiry), out long expiry) ? expiry : null,
            AveragingNanos = Nanos.Rounded(values.Get(InstrumentKeys.AveragingMinutes) * MillisecondsPerMinute),
            AllowsNegativePrice = values.Get(InstrumentKeys.AllowsNegativePrice),
            MaxMoveFraction = values.Get(InstrumentKeys.MaxMoveFraction),
        };
    }

    private static UnderlyingSettings Underlying(ConfigValues values, int index, List<string> symbols) => new()
    {
        Index = index,
        Name = values.Get(UnderlyingKeys.Name),
        HedgeInstrument = symbols.IndexOf(values.Get(UnderlyingKeys.HedgeInstrument)),
        Fallbacks = [.. values.Get(UnderlyingKeys.Fallbacks).Select(symbol => symbols.IndexOf(symbol))],
        FallbackAfterNanos = Nanos.OrNone(values.Get(UnderlyingKeys.FallbackAfterMs)),
        Delta = values.Get(UnderlyingKeys.Delta),
        BandHalfWidth = values.Get(UnderlyingKeys.BandHalfWidth),
        TargetDelta = values.Get(UnderlyingKeys.BandTarget),
        TradeTo = values.Get(UnderlyingKeys.BandTradeTo) switch
        {
            TradePoint.Edge => TradeTo.Edge,
            TradePoint.Centre => TradeTo.Centre,
            _ => new TradeTo(values.Get(UnderlyingKeys.BandBetweenFraction)),
        },
        BandSkew = values.Get(UnderlyingKeys.BandSkew),
        HedgeRatio = values.Get(UnderlyingKeys.HedgeRatio),
        Policy = Policy(values),
        Costs = Costs(values),
        Governor = Governor(values),
        Revalue = values.Get(UnderlyingKeys.Revalue),
        Rate = values.Get(UnderlyingKeys.Rate),
        Carry = values.Get(UnderlyingKeys.Carry),
        Forward = Forward(values),
        Dividends = Dividends(values),
        TimeStepNanos = Nanos.Of(values.Get(UnderlyingKeys.TimeStepMs)),
        SettlementDelta = values.Get(UnderlyingKeys.SettlementDelta),
        ExpiryTime = ConfigWords.Clock(values.Get(VolatilityKeys.ExpiryTime)),
        Volatility = Volatility(values),
    };

    private static PolicySettings Policy(ConfigValues values) => new()
    {
        Kind = values.Get(PolicyKeys.Kind),
        MoveFraction = values.Get(PolicyKeys.MoveFraction),
        RiskAversion = values.Get(PolicyKeys.RiskAversion),
        Volatility = values.Get(PolicyKeys.Volatility),
        HorizonYears = values.Get(PolicyKeys.HorizonDays) / DaysPerYear,
        IntervalNanos = Nanos.Of(values.Get(PolicyKeys.IntervalMs)),
        MinMoveFraction = values.Get(PolicyKeys.MinMoveFraction),
        MinHalfWidth = values.Get(PolicyKeys.MinHalfWidth),
        MaxHalfWidth = values.Get(PolicyKeys.MaxHalfWidth),
    };

    private static CostSettings Costs(ConfigValues values) => new()
    {
        HalfSpreadFraction = values.Get(PolicyKeys.CostHalfSpread),
        ImpactCoefficient = values.Get(PolicyKeys.CostImpact),
        DayVolatility = values.Get(PolicyKeys.CostDayVolatility),
        DayVolume = values.Get(PolicyKeys.CostDayVolume),
    };

    private static GovernorSettings Governor(ConfigValues values) => new()
    {
        LinearImpact = values.Get(PolicyKeys.GovernorLinearImpact),
        FootprintMax = values.Get(PolicyKeys.GovernorFootprintMax),
        WidenAt = values.Get(PolicyKeys.GovernorWidenAt),
        WidenFactor = values.Get(PolicyKeys.GovernorWidenFactor),
        SlowAt = values.Get(PolicyKeys.GovernorSlowAt),
        SlowNanos = Nanos.Of(values.Get(PolicyKeys.GovernorSlowMs)),
        HaltAt = values.Get(PolicyKeys.GovernorHaltAt),
    };

    private static ForwardRule Forward(ConfigValues values)
    {
        _ = ForwardText.TryParse(values.Get(UnderlyingKeys.ForwardGiven), out IReadOnlyList<ForwardPoint> given);
        return new ForwardRule
        {
            Source = values.Get(UnderlyingKeys.ForwardSource),
            AgeNanosMax = Nanos.OrAny(values.Get(UnderlyingKeys.ForwardMaxAgeMs)),
            Given = given,
        };
    }

    private static DividendRule? Dividends(ConfigValues values)
    {
        _ = DividendText.TryParse(values.Get(UnderlyingKeys.DividendsGiven), out IReadOnlyList<Dividend> given);
        return given.Count == 0
            ? null
            : new DividendRule { Model = values.Get(UnderlyingKeys.DividendsModel), Given = given };
    }

    private static VolatilityRule Volatility(ConfigValues values) => new(
        values.Get(VolatilityKeys.Dynamics), Nanos.OrAny(values.Get(VolatilityKeys.MaxAgeMs)),
        values.Get(VolatilityKeys.MoveFraction))
    {
        Source = values.Get(VolatilityKeys.Source),
        MissingShare = values.Get(VolatilityKeys.MissingShare),
    };
}
