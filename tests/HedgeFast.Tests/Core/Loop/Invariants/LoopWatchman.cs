using HedgeFast.Core.Loop;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// I20: one timer after it happened, the counters show what is out of its band, what is not quoted, and what is in
/// doubt.
/// </summary>
/// <param name="scene">The loop and its judge.</param>
internal sealed class LoopWatchman(LoopScene scene)
{
    private const double DeltaTolerance = 0.05;

    /// <summary>How often there was something to tell.</summary>
    public long Told { get; private set; }

    /// <summary>What holds after a timer.</summary>
    public void Check()
    {
        HedgeLoop loop = scene.Rig.Loop;
        for (int i = 0; i < scene.Instruments; i++)
        {
            InstrumentCounters shown = loop.Instruments[i];
            scene.Require(
                (shown.Fault != 0) == scene.Faulty[i],
                $"I20: a fault of {shown.Fault} is shown where there is {(scene.Faulty[i] ? "one" : "none")}");
            scene.Require(
                shown.QuoteNanos == scene.QuoteNanos[i],
                $"I20: a quote of {shown.QuoteNanos} is shown, the last was at {scene.QuoteNanos[i]}");
            scene.Require(
                shown.Doubt != 0 || !scene.Doubted[i],
                $"I20: a doubt is not shown: {loop.Ledger.Doubt.Of(i)} after {scene.LastDoubt}");
            Told += shown.Fault != 0 || shown.Doubt != 0 ? 1 : 0;
        }

        UnderlyingCounters worst = loop.Counters.Single;
        if (double.IsNaN(worst.Price))
            return;
        double delta = scene.OptionDelta(worst.Price);
        for (int i = 0; i < scene.Instruments; i++)
            delta += scene.Positions[i] * LoopScene.DeltaPerLot(i, worst.Price);
        double tolerance = DeltaTolerance + (1e-9 * Math.Abs(delta));
        scene.Require(
            Math.Abs(worst.NetDelta - delta) <= tolerance,
            $"I20: a delta of {worst.NetDelta} is shown, which is {delta}");
        double outside = Math.Max(delta - worst.BandUpper, worst.BandLower - delta);
        scene.Require(
            outside <= tolerance || worst.OutOfBand >= outside - tolerance,
            $"I20: {worst.OutOfBand} out of the band is shown, which is {outside}");
    }
}
