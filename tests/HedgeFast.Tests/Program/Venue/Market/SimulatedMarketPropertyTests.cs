using CsCheck;
using HedgeFast.Core.Limits;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Market;

public sealed class SimulatedMarketPropertyTests
{
    private static readonly TimeInForce[] Lives = Enum.GetValues<TimeInForce>();

    private static readonly Gen<Action<MarketRig, int>> Step = Gen.Frequency(
        (4, Gen.Select(Gen.Long[90, 110], Gen.Long[0, 12], Gen.Long[-2, 4], Gen.Long[0, 12])
            .Select((bid, bidLots, width, askLots) => (Action<MarketRig, int>)((rig, _) => rig.Quote(bid, bidLots, bid + width, askLots)))),
        (6, Gen.Select(Gen.Bool, Gen.Long[-1, 15], Gen.Long[88, 114], Gen.Int[0, 2].Select(life => Lives[life]), Gen.Int[0, 1])
            .Select((buy, lots, ticks, life, owner) => (Action<MarketRig, int>)((rig, n) =>
                rig.Send("o" + n, buy ? Side.Buy : Side.Sell, lots, ticks, life, owner: owner)))),
        (2, Gen.Select(Gen.Int[0, 60], Gen.Int[0, 1]).Select((orig, owner) => (Action<MarketRig, int>)((rig, n) => rig.Cancel("x" + n, "o" + orig, owner)))),
        (2, Gen.Select(Gen.Int[0, 60], Gen.Long[-1, 15], Gen.Long[88, 114], Gen.Bool)
            .Select((orig, lots, ticks, buy) => (Action<MarketRig, int>)((rig, n) => rig.Replace("r" + n, "o" + orig, buy ? Side.Buy : Side.Sell, lots, ticks)))),
        (1, Gen.Bool.Select(reinstates => (Action<MarketRig, int>)((rig, n) =>
        {
            rig.Market.Halt(0, n);
            rig.Market.Resume(0, n, reinstates);
        }))),
        (1, Gen.Int[0, 60].Select(id => (Action<MarketRig, int>)((rig, _) => rig.Status("o" + id)))),
        (1, Gen.Int[0, 1].Select(owner => (Action<MarketRig, int>)((rig, _) => rig.Market.CancelOwner(owner, VenueReason.Disconnected)))));

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
                    Assert.True(buy ? report.LastTicks <= report.LimitTicks : report.LastTicks >= report.LimitTicks, "a fill beyond the limit");
                    Assert.True(report.LastLots > 0 && report.CumLots <= report.Lots && report.CumLots + report.LeavesLots == report.Lots);
                    Assert.True(report.TimeInForce != TimeInForce.FillOrKill || report.LastLots == report.Lots, "a part of a fill or kill");
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

    private static (long, VenueReportKind, long, string, VenueOrderStatus, VenueReason, long, long, long) Key(VenueReport r) =>
        (r.Number, r.Kind, r.OrderId, r.ClOrdId.ToString(), r.Status, r.Reason, r.LastTicks, r.LastLots, r.CumLots);
}
