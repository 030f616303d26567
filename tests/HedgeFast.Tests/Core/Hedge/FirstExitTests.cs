using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Greeks.Curve;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class FirstExitTests
{
    private const long Hour = 3_600_000_000_000;

    // Whalley and Wilmott's half-width for S = K = 100, sigma .2, T .25, r 0, lambda .001, g 1.
    private const double HalfWidth = 0.06198337475;

    [Fact]
    public void Reference_values()
    {
        // Short one call, hedged at 100; the hedge is linear and as fine as the delta, so the band is put around the
        // option's own delta.
        OptionRow row = Books.Row(true, 100, Books.Now + (Books.Year / 4), 0.2, -1);
        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, rows: row);
        double delta = portfolio[0].Revalue(100, Books.Now);
        Band band = Band.Symmetric(delta, HalfWidth);
        Assert.Equal(98.4561814, Exit(portfolio, band, 100, upwards: false), 5e-7);
        Assert.Equal(101.5804931, Exit(portfolio, band, 100, upwards: true), 5e-7);
    }

    [Fact]
    public void The_largest_gamma_of_an_option_is_where_it_should_be()
    {
        // S* = K e^(-1.5 sigma^2 T), Gamma = phi(sigma sqrt T) / (S* sigma sqrt T).
        PortfolioDelta portfolio = Books.Portfolio(
            DeltaConvention.Forward, rows: Books.Row(true, 100, Books.Now + (Books.Year / 4), 0.2));
        portfolio[0].Revalue(98.511194, Books.Now);
        NetDeltaCurve curve = NetDeltaCurveTests.Build(portfolio, 98.511194, 1e-9);
        Assert.Equal(0.0402951717, curve.SlopeAt(98.511194), 1e-10);
        Assert.True(curve.SlopeAt(98.4) < curve.SlopeAt(98.511194) && curve.SlopeAt(98.6) < curve.SlopeAt(98.511194));
    }

    [Fact]
    public void Never_later_than_the_exit_found_by_brute_force() =>
        Gen.Select(
            GenRows, Gen.Double[59_000, 61_000], Gen.Double[0.01, 2], Gen.Bool, Gen.Bool, Gen.Int[0, 200],
            Gen.Int[0, 200]).Sample(
            (rows, price, halfWidth, upwards, isInverse, buys, sells) =>
            {
                Instrument hedge = isInverse
                    ? LoopRig.Perpetual
                    : LoopRig.Perpetual with { Kind = InstrumentKind.Linear, ContractSize = 0.001 };
                PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.NetTransaction, rows: rows);
                double options = portfolio[0].Revalue(price, Books.Now);

                // Hedged to somewhere in the band, with orders in flight both ways.
                long lots = (long)Math.Round(((0.7 * halfWidth) - options) / hedge.DeltaPerLot(price));
                PositionInterval position = new(lots - sells, lots + buys);
                Band band = Band.Symmetric(0, halfWidth);
                NetDeltaCurve curve = NetDeltaCurveTests.Build(portfolio, price, 1e-6 * halfWidth);
                double exit = new FirstExit(curve, Exposure(hedge, position, lots), band).Find(price, upwards, 0.025);
                bool startsInside = !IsDue(portfolio, hedge, position, lots, band, price);
                if (double.IsNaN(exit))
                {
                    Assert.True(
                        !startsInside || IsNearEdge(portfolio, hedge, position, lots, band, price, 2 * curve.Error),
                        "no proof where there is room for one");
                    return;
                }

                Assert.True(startsInside);
                Assert.Equal(upwards, exit >= price && (exit > price || upwards));
                const int samples = 500;
                for (int i = 0; i <= samples; i++)
                {
                    double at = price + ((exit - price) * i / samples);
                    Assert.True(
                        !IsDue(portfolio, hedge, position, lots, band, at),
                        $"out of the band at {at:R}, before {exit:R}");
                }

                // And not idle: unless the window ends, a little further the edge is near.
                if (exit != curve.HighPrice && exit != curve.LowPrice)
                {
                    Assert.True(
                        IsNearEdge(
                            portfolio, hedge, position, lots, band, exit, (0.05 * halfWidth) + (2 * curve.Error)),
                        $"gives up at {exit:R}");
                }
            },
            iter: 400);

    private static readonly Gen<OptionRow[]> GenRows = Gen.Select(
        Gen.OneOf(Books.Now + Hour, Books.Now + (24 * Hour), Books.Now + (30 * 24 * Hour)), Gen.Double[59_000, 61_000],
        Gen.Double[-5, 5], Gen.Double[0.3, 1.2], Gen.Bool,
        (expiry, strike, quantity, volatility, isCall) => Books.Row(isCall, strike, expiry, volatility, quantity))
        .Array[1, 40].Select(rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToArray());

    private static double Exit(PortfolioDelta portfolio, in Band band, double price, bool upwards)
    {
        // The window is one percent a side: the search goes on from where it ended.
        for (double at = price; ;)
        {
            portfolio[0].Revalue(at, Books.Now);
            NetDeltaCurve curve = NetDeltaCurveTests.Build(portfolio, at, 1e-10);
            at = new FirstExit(curve, default, band).Find(at, upwards, 1e-9);
            if (at != curve.LowPrice && at != curve.HighPrice)
                return at;
        }
    }

    private static HedgeExposure Exposure(Instrument hedge, PositionInterval position, long filled) =>
        default(HedgeExposure).Plus(position, filled, LotDelta.Of(hedge, 1, 1, 1));

    // Whether something is due: a hedge, or a cancel of what would leave the band if it filled.
    private static bool IsDue(
        PortfolioDelta portfolio, Instrument hedge, PositionInterval position, long filled, in Band band,
        double price) => Room(portfolio, hedge, position, filled, band, price) < 0;

    private static bool IsNearEdge(
        PortfolioDelta portfolio, Instrument hedge, PositionInterval position, long filled, in Band band, double price,
        double distance) => Room(portfolio, hedge, position, filled, band, price) <= distance;

    private static double Room(
        PortfolioDelta portfolio, Instrument hedge, PositionInterval position, long filled, in Band band, double price)
    {
        double options = portfolio[0].Revalue(price, Books.Now);
        double perLot = hedge.DeltaPerLot(price);
        double low = options + (position.Low * perLot);
        double high = options + (position.High * perLot);
        double room = Math.Min(band.Upper - low, high - band.Lower);
        if (position.High > filled)
            room = Math.Min(room, band.Upper - high);
        if (position.Low < filled)
            room = Math.Min(room, low - band.Lower);
        return room;
    }
}
