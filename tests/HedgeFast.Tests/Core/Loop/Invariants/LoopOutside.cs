using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// What comes from outside and is wrong. I15: no exchange time runs ahead of what monotonic stamps explain, and what is
/// decided holds at the true time. I16: fills that were not ordered count once, money stays a number, and nothing new
/// leaves before the position is settled.
/// </summary>
/// <param name="scene">The loop and its judge.</param>
internal sealed class LoopOutside(LoopScene scene)
{
    private const long Day = 86_400 * LoopRig.Second;
    private const double DeltaTolerance = 0.01;

    private static readonly long[] Steps =
    [
        2 * LoopRig.Second, 59 * LoopRig.Second, 61 * LoopRig.Second, 3_600 * LoopRig.Second, Day, 29 * Day, 400 * Day,
        -LoopRig.Second, -59 * LoopRig.Second,
    ];
    private static readonly long[] WildTicks = [0, 1, -7, 1L << 51];

    private ulong _foreign = 1UL << 40;

    public long Wild { get; private set; }

    public long Doubts { get; private set; }

    /// <summary>A quote at a good price, whose exchange time is not the exchange's.</summary>
    public void QuoteAtWildTime()
    {
        int instrument = scene.Random.Next(scene.Instruments);
        if (scene.QuoteNanos.All(nanos => nanos == 0))
            return;
        scene.Rig.Advance(1_000_000);
        int pick = scene.Random.Next(Steps.Length + 1);
        long stamp = pick == Steps.Length ? long.MaxValue : scene.TrueNanos + Steps[pick];
        bool isPossible = stamp - scene.TrueNanos <= MarketState.SlackNanos;
        scene.Faulty[instrument] = !isPossible;
        if (isPossible)
            scene.QuoteNanos[instrument] = scene.Rig.Now;
        long mid = scene.Ticks(instrument);
        Wild++;
        scene.Rig.Market(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            ReceiveNanos = scene.Rig.Now,
            ExchangeNanos = stamp,
            BidTicks = mid - 1,
            AskTicks = mid + 1,
            BidLots = 1_000,
            AskLots = 1_000,
            Instrument = instrument,
        });
    }

    /// <summary>A fill that was not ordered so.</summary>
    public void FillWildly()
    {
        int what = scene.Random.Next(5);
        scene.LastDoubt = $"wild fill {what}";
        switch (what)
        {
            case 0:
                FillForeign();
                break;
            case 1 when scene.Any(o => !o.IsDone) is { } order:
                Doubt(order.Intent.Instrument);
                scene.Fill(order, order.Leaves + 1 + scene.Random.Next(2_000), order.Intent.LimitTicks);
                break;
            case 2 when scene.Any(o => !o.IsDone) is { } order:
                Doubt(order.Intent.Instrument);
                scene.Fill(order, 1 + (order.Leaves / 2), WildTicks[scene.Random.Next(WildTicks.Length)]);
                break;
            case 3 when scene.Any(o => o.LastFill is not null) is { } order:
                Doubt(order.Intent.Instrument);
                scene.LastDoubt += $": {order.LastFill!.Value.LastLots} of {order.Intent.OrderId}, {order.Cum} of "
                    + $"{order.Intent.Lots}";
                scene.Tell(
                    order.LastFill!.Value with
                    {
                        ReceiveNanos = scene.Rig.Now,
                        LastLots = order.LastFill.Value.LastLots + 1,
                    });
                break;
            case 4 when scene.Any(o => o.IsDone) is { } order:
                long lots = 1 + scene.Random.Next(500);
                if (order.Cum + lots > order.Intent.Lots && !order.IsForgotten)
                    Doubt(order.Intent.Instrument);
                scene.Fill(order, lots, order.Intent.LimitTicks);
                break;
        }
    }

    /// <summary>What holds of every order.</summary>
    public void CheckOrder(in HedgeDecision decision)
    {
        scene.Require(!scene.Doubted.Any(doubted => doubted), "I16: sent while the position was in doubt");
        double delta = scene.OptionDelta(decision.Price);
        scene.Require(
            Math.Abs(decision.OptionDelta - delta) <= DeltaTolerance,
            $"I15: decided on a delta of {decision.OptionDelta}, which is {delta} at the true time");
    }

    /// <summary>What holds after every step.</summary>
    public void Check()
    {
        for (int i = 0; i < scene.Instruments; i++)
        {
            long marked = scene.Rig.Loop.Marks[i].ExchangeNanos;
            scene.Require(
                marked <= scene.TrueNanos + MarketState.SlackNanos,
                $"I15: marked at {marked}, which is {(marked - scene.TrueNanos) / LoopRig.Second} s ahead");
            HedgeAccount account = scene.Rig.Loop.Ledger.Account(i);
            scene.Require(double.IsFinite(account.Entry), "I16: money is no number");
        }

        scene.Require(
            double.IsFinite(
                scene.Rig.Loop.Ledger.SpreadCost + scene.Rig.Loop.Ledger.FeeCost + scene.Rig.Loop.Counters.DayProfit),
            "I16: money is no number");
    }

    private void FillForeign()
    {
        int instrument = scene.Random.Next(scene.Instruments);
        Side side = scene.Random.Next(2) == 0 ? Side.Buy : Side.Sell;
        long lots = scene.Random.Next(8) == 0 ? 1L << (20 + scene.Random.Next(32)) : 1 + scene.Random.Next(2_000);
        Doubt(instrument);
        scene.Positions[instrument] += side == Side.Buy ? lots : -lots;
        scene.Fills++;
        scene.Tell(new ExecutionEvent
        {
            ReceiveNanos = scene.Rig.Now,
            Kind = ExecutionKind.Fill,
            Instrument = instrument,
            Side = side,
            LastLots = lots,
            LastTicks = scene.Ticks(instrument),
            CumLots = lots,
            ExecIdLow = ++_foreign,
            ExecIdHigh = 7,
        });
    }

    private void Doubt(int instrument)
    {
        scene.Doubted[instrument] = true;
        scene.LastDoubt += $" in {instrument}";
        Doubts++;
    }
}
