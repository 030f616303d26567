using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Market;

public sealed class SimulatedMarketPropertyTests
{
    private static readonly TimeInForce[] Lives = Enum.GetValues<TimeInForce>();

    private static readonly Gen<Side> Sides = Gen.Bool.Select(buy => buy ? Side.Buy : Side.Sell);
    private static readonly Gen<TimeInForce> Life = Gen.Int[0, 2].Select(life => Lives[life]);
    private static readonly Gen<long> Lots = Gen.Long[-1, 15];
    private static readonly Gen<long> Ticks = Gen.Long[88, 114];
    private static readonly Gen<int> Order = Gen.Int[0, 60];
    private static readonly Gen<int> Owner = Gen.Int[0, 1];

    private static readonly Gen<Action<MarketRig, int>> Step = Gen.Frequency(
        (4, Gen.Select(Gen.Long[90, 110], Gen.Long[0, 12], Gen.Long[-2, 4], Gen.Long[0, 12])
            .Select((bid, bidLots, width, askLots) => Do((rig, _) => rig.Quote(bid, bidLots, bid + width, askLots)))),
        (6, Gen.Select(Sides, Lots, Ticks, Life, Owner)
            .Select((side, lots, ticks, life, owner) =>
                Do((rig, n) => rig.Send("o" + n, side, lots, ticks, life, owner: owner)))),
        (2, Gen.Select(Order, Owner)
            .Select((orig, owner) => Do((rig, n) => rig.Cancel("x" + n, "o" + orig, owner)))),
        (2, Gen.Select(Order, Lots, Ticks, Sides)
            .Select((orig, lots, ticks, side) => Do((rig, n) => rig.Replace("r" + n, "o" + orig, side, lots, ticks)))),
        (1, Gen.Bool.Select(reinstates => Do((rig, n) =>
        {
            rig.Market.Halt(0, n);
            rig.Market.Resume(0, n, reinstates);
        }))),
        (1, Order.Select(id => Do((rig, _) => rig.Status("o" + id)))),
        (1, Owner.Select(owner => Do((rig, _) => rig.Market.CancelOwner(owner, VenueReason.Disconnected)))));

    [Fact]
    public void Fills_stay_within_liquidity_and_limits_and_add_up_to_the_position() =>
        Step.Array[0, 80].Sample(steps =>
        {
            var rig = new MarketRig(open: false);
            long boughtThisQuote = 0, soldThisQuote = 0, position = 0;
            int quotes = 0;
            var cum = new Dictionary<long, long>();
            for (int n = 0; n < steps.Length; n++)
            {
                int before = rig.Reports.Count;
                steps[n](rig, n);
                if (rig.Quotes != quotes)
                    boughtThisQuote = soldThisQuote = 0;
                quotes = rig.Quotes;
                foreach (VenueReport report in rig.Reports.Skip(before))
                {
                    Assert.Equal(report.Lots, report.Kind is VenueReportKind.New ? report.LeavesLots : report.Lots);
                    if (report.Kind != VenueReportKind.Trade)
                        continue;
                    bool buy = report.Side == Side.Buy;
                    bool isInside = buy ? report.LastTicks <= report.LimitTicks : report.LastTicks >= report.LimitTicks;
                    bool isWhole = report.TimeInForce != TimeInForce.FillOrKill || report.LastLots == report.Lots;
                    Assert.True(isInside, "a fill beyond the limit");
                    Assert.True(isWhole, "a partial fill of a fill-or-kill order");
                    Assert.InRange(report.LastLots, 1, report.CumLots);
                    Assert.Equal(report.Lots, report.CumLots + report.LeavesLots);
                    long total = cum.GetValueOrDefault(report.OrderId) + report.LastLots;
                    Assert.Equal(total, report.CumLots);
                    cum[report.OrderId] = total;
                    if (buy)
                        boughtThisQuote += report.LastLots;
                    else
                        soldThisQuote += report.LastLots;
                    position += buy ? report.LastLots : -report.LastLots;
                }

                Assert.True(boughtThisQuote <= rig.Top.AskLots, "more bought than was displayed");
                Assert.True(soldThisQuote <= rig.Top.BidLots, "more sold than was displayed");
                Assert.Equal(position, rig.Market.Account(0).PositionLots);
            }
        }, iter: 3000);

    [Fact]
    public void The_same_calls_give_the_same_reports() =>
        Step.Array[0, 60].Sample(steps =>
        {
            var first = new MarketRig();
            var second = new MarketRig();
            for (int n = 0; n < steps.Length; n++)
            {
                steps[n](first, n);
                steps[n](second, n);
            }

            Assert.Equal(first.Reports.Select(Key), second.Reports.Select(Key));
        }, iter: 300);

    private static Action<MarketRig, int> Do(Action<MarketRig, int> step) => step;

    private static string Key(VenueReport r) =>
        $"{r.Number} {r.Kind} of order {r.OrderId} {r.ClOrdId}: {r.Status} {r.Reason}, "
        + $"last {r.LastLots} at {r.LastTicks}, cumulated {r.CumLots}";
}
