using HedgeFast.Report;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>
/// Two hedge instruments at one exchange, over real FIX sessions and real sockets: the preferred one is halted in the
/// middle of the tape.
/// </summary>
public sealed class FallbackEndToEndTests
{
    private const int FirstHalted = 8_000;
    private const int FirstResumed = 13_000;

    /// <summary>Beside the inverse perpetual of the tape, a linear one.</summary>
    public static readonly string[] TwoInstruments =
    [
        "instruments[1].symbol=BTCUSDC_PERP", "instruments[1].feedId=2", "instruments[1].underlying=BTC",
        "instruments[1].kind=linear", "instruments[1].contractSize=0.001",
        "instruments[1].tickSize=0.5", "instruments[1].takerFee=0.0005",
        "underlyings[0].fallbacks=BTCUSDC_PERP", "underlyings[0].fallbackAfterMs=5",
    ];

    [Theory]
    [InlineData("every-tick")]
    [InlineData("triggers")]
    public void While_the_preferred_one_is_halted_the_other_hedges_and_everything_adds_up(string revalue)
    {
        // It trades 0.05 % above. A quarter of the tape, a second and a half at this pace, without the preferred
        // instrument.
        using var rig = new EngineRig(
            venue => venue with
            {
                UnpacedRowsPerSecond = 3_500,
                Derived = [new DerivedQuote(1, 0.0005)],
                Halts = [new TapeHalt(0, FirstHalted, FirstResumed)],
            },
            [.. TwoInstruments, $"underlyings[0].revalue={revalue}"]);
        rig.Engine.Start();
        rig.PlayInStep(row => (2 * row) - Math.Clamp(row - FirstHalted, 0, FirstResumed - FirstHalted));
        RunReport report = rig.Stop();

        Assert.Equal(2, report.Fallbacks);
        Assert.All(
            report.Instruments,
            instrument => Assert.True(instrument.Orders > 0, $"no order in {instrument.Symbol}"));
        Assert.All(report.Instruments, instrument => Assert.Equal(instrument.VenuePosition, instrument.EnginePosition));
        Assert.Equal(report.Orders, report.Instruments.Sum(instrument => instrument.Orders));
        Assert.Null(report.EnginePosition);
        Assert.False(report.PositionsDiffer);
        Assert.Equal(0, report.Rejects);
        Assert.Equal(0, report.OrderAlarms);
        Assert.Equal(0.0005, report.Instruments[1].Basis, 1e-5);
        Assert.Equal(0, rig.Counters.MaxExcess);
        Assert.True(
            report.MaxAbsDeltaHedged < report.MaxAbsDeltaUnhedged,
            $"{report.MaxAbsDeltaHedged} hedged, {report.MaxAbsDeltaUnhedged} unhedged");
        Assert.Equal(0, report.BytesPerTick);
        Assert.Equal(0, report.BytesPerOrder);
        Assert.Equal(report.Decisions, rig.AssertProves().Decisions);
    }
}
