using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks;

/// <summary>Books for tests: made by hand, random, and nasty.</summary>
internal static class Books
{
    public const long Now = 1_723_161_257_000_000_000;
    public const long Year = 365L * 86_400 * 1_000_000_000;

    /// <summary>Expiries from a nanosecond ago to decades away.</summary>
    private static readonly Gen<long> GenExpiry = Gen.OneOf(
        Now - 1, Now, Now + 1, Now + 1_000_000, Now + 60_000_000_000, Now + (Year / 8760), Now + (Year / 365),
        Now + (Year / 12), Now + Year, Now + (30 * Year));

    private static readonly Gen<double> GenQuantity = Gen.OneOf(
        Gen.Double[-100, 100], Gen.OneOf(0.0, 1e12, -1e12, 1e-300));

    private static readonly Gen<OptionRow> GenLognormal = Gen.Select(
        GenExpiry, Gen.OneOf(Gen.Double[20_000, 150_000], Gen.OneOf(1e-12, 1.0, 61_700.0, 1e12)), GenQuantity,
        Gen.OneOf(Gen.Double[0.2, 2], Gen.OneOf(0.001, 20.0)), Gen.Bool,
        (expiry, strike, quantity, volatility, isCall) => Row(isCall, strike, expiry, volatility, quantity));

    private static readonly Gen<OptionRow> GenNormal = Gen.Select(
        GenExpiry, Gen.OneOf(Gen.Double[-100, 150_000], Gen.OneOf(0.0, -1e12, 1e12)), GenQuantity,
        Gen.OneOf(Gen.Double[1, 40_000], Gen.OneOf(1e-9, 1e9)), Gen.Bool,
        (expiry, strike, quantity, volatility, isCall) =>
            Row(isCall, strike, expiry, volatility, quantity, OptionModel.Bachelier));

    /// <summary>Rows of two underlyings and both kinds, 1 to 150 of them, with every remainder by eight.</summary>
    public static Gen<List<OptionRow>> GenRows { get; } = Gen.Select(
        Gen.Select(
            Gen.Frequency((3, GenLognormal), (1, GenNormal)), Gen.Bool,
            (row, isSecond) => isSecond ? row with { Underlying = "ETH" } : row).List[1, 150],
        rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToList());

    public static OptionRow Row(
        bool isCall, double strike, long expiry, double volatility, double quantity =
            1, OptionModel model = OptionModel.Black76, string underlying = "BTC") => new(
        $"{underlying}-{strike}-{isCall}-{expiry}", underlying, isCall ? OptionType.Call : OptionType.Put, strike,
        expiry, SettlementKind.Linear, model, quantity, 1, volatility);

    /// <summary>A portfolio of one underlying.</summary>
    public static PortfolioDelta Portfolio(
        DeltaConvention convention, double rate =
            0, double carry = 0, long step = 1_000_000_000, DeltaKernel? kernel = null, params OptionRow[] rows) =>
        new(
            OptionBook.Create(rows, ["BTC"]), [convention], [new UnderlyingCarry(rate, carry, step)],
            kernel ?? DeltaKernel.Choose());

    /// <summary>Delta of one option a year fraction before its expiry.</summary>
    public static double DeltaOf(
        DeltaConvention convention, bool isCall, double price, double strike, double years, double volatility,
        double rate = 0, double carry = 0, OptionModel model = OptionModel.Black76) =>
        Portfolio(
            convention, rate, carry,
            rows: Row(isCall, strike, Now + (long)Math.Round(years * Year), volatility, model: model))[0]
            .Revalue(price, Now);
}
