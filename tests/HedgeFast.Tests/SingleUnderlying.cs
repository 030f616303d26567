using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests;

/// <summary>Reads the counters of the one underlying of a rig; fails where a rig has several.</summary>
internal static class SingleUnderlying
{
    extension(LoopCounters counters)
    {
        public UnderlyingCounters Single => Assert.Single(counters.Underlyings);

        public double Price => counters.Single.Price;

        public double OptionDelta => counters.Single.OptionDelta;

        public double NetDelta => counters.Single.NetDelta;

        public double BandUpper => counters.Single.BandUpper;

        public double OutOfBand => counters.Single.OutOfBand;

        public long Governor => counters.Single.Governor;

        public long UnusableOption => counters.Single.UnusableOption;

        public long UnusableExpiry => counters.Single.UnusableExpiry;

        public long Measured => counters.Single.Measured;

        public double SumAbsUnhedged => counters.Single.SumAbsUnhedged;

        public double SumAbsHedged => counters.Single.SumAbsHedged;

        public double SumHedged => counters.Single.SumHedged;

        public double SumSquaredHedged => counters.Single.SumSquaredHedged;

        public double MaxAbsHedged => counters.Single.MaxAbsHedged;
    }
}
