using CsCheck;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// At every tick the loop follows the deltas instead of computing them anew. What it sends is held here against a model
/// that revalues exactly at each quote.
/// </summary>
public sealed class FollowLoopTests
{
    private const long Hour = 3_600 * LoopRig.Second;

    private static readonly Gen<OptionRow[]> GenRows = Gen.Select(
        Gen.OneOf(
            LoopRig.ExchangeStart + Hour, LoopRig.ExchangeStart + (24 * Hour),
            LoopRig.ExchangeStart + (30 * 24 * Hour)),
        Gen.Double[58_000, 62_000], Gen.Double[-20, 20], Gen.Double[0.3, 1.2], Gen.Bool,
        Gen.Frequency((5, Gen.Const(OptionModel.Black76)), (1, Gen.Const(OptionModel.BsmAmerican))),
        (expiry, strike, quantity, volatility, isCall, model) =>
            Books.Row(isCall, strike, expiry, volatility, quantity, model))
        .Array[1, 60].Select(rows => rows.Select((row, i) => row with { Symbol = "S" + i }).ToArray());

    [Fact]
    public void Following_sends_what_exact_revaluation_at_every_quote_would()
    {
        long decisions = 0;
        Gen.Select(
            GenRows, Gen.Int[0, 1 << 20], Gen.Double[0.01, 1], Gen.OneOf(TradeTo.Edge, TradeTo.Centre),
            Gen.OneOf(DeltaConvention.NetTransaction, DeltaConvention.Forward)).Sample(
            (rows, seed, halfWidth, tradeTo, convention) =>
            {
                HedgeSettings settings = LoopRig.MakeSettings(halfWidth, tradeTo);
                UnderlyingSettings underlying = settings.Underlyings[0] with
                {
                    Delta = convention,
                    TimeStepNanos = LoopRig.Second / 10,
                };
                OptionBook book = OptionBook.Create(rows, ["BTC"]);
                LoopRig rig = new(settings with { Underlyings = [underlying] }, book);
                PortfolioDelta exact = new(
                    book, [convention], [new UnderlyingCarry(0, 0, LoopRig.Second / 10)], DeltaKernel.Choose());
                Interlocked.Add(ref decisions, Walk(rig, exact, underlying, new Random(seed)));
            },
            iter: 100);
        Assert.True(decisions > 1_000, $"{decisions} decisions");
    }

    [Fact]
    public void A_delta_within_the_error_of_an_edge_is_revalued_exactly()
    {
        // The band's edge is the exact delta of a price a little away: there following alone could not tell the side.
        OptionBook book = LoopRig.ShortCalls(100);
        PortfolioDelta exact = new(
            book, [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, LoopRig.Second)], DeltaKernel.Choose());
        exact[0].Revalue(60_000, LoopRig.ExchangeStart + LoopRig.Second + 1_000_000);
        double edge = -exact[0].Revalue(60_000.1, LoopRig.ExchangeStart + LoopRig.Second + 2_000_000);
        foreach (double halfWidth in (double[])[edge, Math.BitDecrement(edge)])
        {
            LoopRig rig = new(LoopRig.MakeSettings(halfWidth, TradeTo.Centre), book);
            rig.Session(up: true);
            rig.Tick(600_000);
            rig.Tick(600_001);
            Assert.Equal(halfWidth == edge ? 0 : 1, rig.Loop.Counters.Decisions);
        }
    }

    [Fact]
    public void Every_quote_counts_as_one_revaluation()
    {
        LoopRig rig = new();
        rig.Session(up: true);
        rig.Tick(600_000);
        rig.Tick(600_001);
        Assert.Equal(2, rig.Loop.Counters.Revaluations);
        Assert.Equal(0, rig.Loop.Counters.Proved);
    }

    private static long Walk(LoopRig rig, PortfolioDelta exact, UnderlyingSettings underlying, Random random)
    {
        rig.Session(up: true);
        long mid = 600_000;
        ulong execution = 1;
        for (int i = 0; i < 200; i++)
        {
            mid += random.Next(10) == 0 ? random.Next(-2_000, 2_001) : random.Next(-20, 21);
            rig.Quote(mid, elapsedNanos: random.Next(10) == 0 ? LoopRig.Second / 7 : 1_000_000);
            double price = 0.5 * LoopRig.Perpetual.TickSize * (2 * mid);
            double perLot = LoopRig.Perpetual.DeltaPerLot(price);
            double net = exact[0].Revalue(price, LoopRig.ExchangeStart + rig.Now) + (rig.Position * perLot);
            long due = BandLots.Lots(net, net, underlying.Band, perLot, underlying.TradeTo);
            int sent = rig.Intents.Items.Count;
            rig.Loop.EndBatch();
            rig.Loop.CompleteDecisions();
            Assert.Equal(due == 0 ? sent : sent + 1, rig.Intents.Items.Count);
            if (due == 0)
                continue;
            HedgeDecision decision = rig.Records.Items.Last(
                record => record.Kind == JournalKind.Decision).As<HedgeDecision>();
            Assert.Equal(due, decision.Lots);
            Assert.Equal(exact[0].Revalue(price, LoopRig.ExchangeStart + rig.Now), decision.OptionDelta);
            rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution++);
        }

        return rig.Loop.Counters.Decisions;
    }
}
