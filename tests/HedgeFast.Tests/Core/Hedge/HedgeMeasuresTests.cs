using HedgeFast.Core;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Hedge;

/// <summary>D3 and D6 in the loop: what is measured of the delta kept, and from when on.</summary>
public sealed class HedgeMeasuresTests
{
    private const long Mid = 600_000;

    // D6: what a ratio or a target leaves on purpose is no error.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.8, 0)]
    [InlineData(0.8, 5)]
    [InlineData(0, -3)]
    public void D6_A_wanted_delta_is_not_measured_as_an_error(double ratio, double target)
    {
        LoopRig rig = Up(u => u with
        {
            HedgeRatio = ratio,
            TargetDelta = target,
            TradeTo = TradeTo.Centre,
            BandHalfWidth = 0.01,
        });
        Hedge(rig);
        rig.Tick(Mid);
        LoopCounters counters = rig.Loop.Counters;
        double options = counters.OptionDelta;
        Assert.Equal(1, counters.Measured);
        Assert.Equal(Math.Abs((ratio * options) - target), counters.SumAbsUnhedged, 1e-9);
        Assert.InRange(counters.MaxAbsHedged, 0, 0.01 + (0.5 * 100 / 60_000));
        Assert.Equal(counters.MaxAbsHedged, Math.Abs(counters.SumHedged), 1e-12);
        Assert.Equal(counters.MaxAbsHedged * counters.MaxAbsHedged, counters.SumSquaredHedged, 1e-12);

        // The net delta is told as it is, and beside it what of it was left.
        Assert.Equal((1 - ratio) * options, counters.Single.LeftDelta, 1e-12);
        Assert.Equal(target, counters.NetDelta - counters.Single.LeftDelta, 0.011);
    }

    // D3: the delta of a book may pass through the band of a timed policy at any time; measuring starts when its first
    // hedge is complete.
    [Theory]
    [InlineData(PolicyKind.Timed)]
    [InlineData(PolicyKind.Leland)]
    [InlineData(PolicyKind.Fixed)]
    [InlineData(PolicyKind.Gamma)]
    public void D3_Measuring_starts_with_the_first_complete_hedge(PolicyKind kind)
    {
        var policy = new PolicySettings { Kind = kind, IntervalNanos = 3_600 * LoopRig.Second };
        LoopRig rig = Up(u => u with { Policy = policy });
        rig.Tick(Mid);
        OrderIntent first = rig.LastIntent;
        rig.Fill(first, first.Lots / 2, execution: 1);
        rig.Tick(Mid);
        rig.End(first, ExecutionKind.Canceled, first.Lots / 2);
        rig.Tick(Mid);
        Assert.Equal(0, rig.Loop.Counters.Measured);
        Assert.Equal(0, rig.Loop.Counters.Single.IsMeasured);

        OrderIntent second = rig.LastIntent;
        Assert.NotEqual(first.OrderId, second.OrderId);
        rig.Fill(second, second.Lots, execution: 2);
        Assert.Equal(1, rig.Loop.Counters.Single.IsMeasured);
        for (int i = 1; i <= 10; i++)
        {
            rig.Tick(Mid + (1_000 * i));
            Assert.Equal(i, rig.Loop.Counters.Measured);
        }
    }

    [Fact]
    public void D3_A_book_that_needs_no_hedge_is_measured_from_its_first_quote_on()
    {
        LoopRig rig = Up(u => u with { BandHalfWidth = 1_000 });
        rig.Tick(Mid);
        rig.Tick(Mid);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal(1, rig.Loop.Counters.Measured);
    }

    [Fact]
    public void D3_What_the_governor_forbids_is_never_measured()
    {
        var governor = new GovernorSettings { LinearImpact = 1e9 };
        LoopRig rig = Up(u => u with { Governor = governor, TargetDelta = -46.8, BandHalfWidth = 1_000 });
        for (int i = 0; i < 10; i++)
            rig.Tick(Mid);
        Assert.Equal(0, rig.Loop.Counters.Measured);
        Assert.Equal(0, rig.Loop.Counters.Single.IsMeasured);
    }

    private static LoopRig Up(Func<UnderlyingSettings, UnderlyingSettings> change)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        var rig = new LoopRig(settings with { Underlyings = [change(settings.Underlyings[0])] });
        rig.Session(up: true);
        return rig;
    }

    private static void Hedge(LoopRig rig)
    {
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
    }
}
