using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Commands;

/// <summary>
/// Makes the sample book: 5,000 coin-settled BTC options around the sample tape's first minute, sold more than bought. The same seed gives the same bytes on every
/// machine: random numbers are SplitMix64 (Steele, Lea and Flood 2014), the smile needs only correctly rounded operations, and quantities are whole tenths.
/// </summary>
internal static class SampleBookGenerator
{
    /// <summary>Price around which the strikes lie: the middle of the sample tape, USD.</summary>
    public const double Price = 61_700;

    /// <summary>First instant of the sample tape, UTC.</summary>
    public static readonly DateTime Start = new(2024, 8, 8, 23, 54, 17, DateTimeKind.Utc);

    /// <summary>Chance that a position is short, in thousandths: enough for a clearly negative gamma, little enough for a two-way book.</summary>
    private const int ShortPerMille = 615;

    // Expiries from one day to nine months, each with the distance of its strikes in USD and its at-the-money volatility. The counts of strikes add up to 2,500.
    private static readonly (string Date, int Strikes, int Step, double Volatility)[] Expiries =
    [
        ("2024-08-10", 312, 50, 0.585), ("2024-08-16", 312, 100, 0.575), ("2024-08-23", 312, 100, 0.57), ("2024-08-30", 312, 100, 0.565),
        ("2024-09-27", 313, 200, 0.56), ("2024-12-27", 313, 250, 0.585), ("2025-03-28", 313, 300, 0.6), ("2025-05-09", 313, 300, 0.605),
    ];

    /// <summary>The book as CSV text with line feeds.</summary>
    public static string Generate(ulong seed)
    {
        List<Position> positions = Draw(seed);
        Centre(positions);

        StringWriter csv = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        csv.WriteLine(string.Join(',', BookCsv.Columns));
        foreach (Position position in positions)
            csv.WriteLine(position.ToCsv());
        return csv.ToString();
    }

    private static List<Position> Draw(ulong seed)
    {
        SplitMix64 random = new(seed);
        List<Position> positions = [];
        foreach ((string date, int strikes, int step, double volatility) in Expiries)
        {
            DateTime expiry = DateTime.ParseExact(
                date + " 08", "yyyy-MM-dd HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            double years = (expiry - Start).TotalSeconds / (365.0 * 86_400);
            int lowest = ((int)(Price / step) - (strikes / 2)) * step;
            for (int i = 0; i < strikes; i++)
            {
                int strike = lowest + (i * step);
                foreach (OptionType type in (ReadOnlySpan<OptionType>)[OptionType.Call, OptionType.Put])
                    positions.Add(new Position(expiry, years, strike, type, SmileBasisPoints(strike, years, volatility), Tenths(random)));
            }
        }

        return positions;
    }

    /// <summary>A smile in the distance from the money over the root of time: put skew, curvature that straightens into wings, 25 % to 200 %; in hundredths of a percent.</summary>
    private static int SmileBasisPoints(int strike, double years, double volatility)
    {
        double distance = ((strike / Price) - 1) / Math.Sqrt(years);
        double smile = volatility - (0.035 * distance) + (0.12 * distance * distance / (1 + (0.5 * Math.Abs(distance))));
        return (int)Math.Round(Math.Clamp(smile, 0.25, 2) * 10_000);
    }

    /// <summary>A quantity in tenths: 0.1 to 4.0, small ones more often than large, short more often than long.</summary>
    private static int Tenths(SplitMix64 random)
    {
        int size = 1 + (random.Below(40) * random.Below(40) / 39);
        return random.Below(1_000) < ShortPerMille ? -size : size;
    }

    /// <summary>
    /// Brings the net transaction delta near zero by tenths in the later, near-the-money options: calls and puts move opposite ways, so that gamma stays what it is. A desk
    /// opens its day hedged, and a first order of thousands of contracts would hide what the tape does.
    /// </summary>
    private static void Centre(List<Position> positions)
    {
        double net = positions.Sum(position => position.Tenths * position.DeltaPerTenth);
        Position[] levers = [.. positions.Where(position => position.Years > 0.1 && Math.Abs(position.Strike - Price) < 0.1 * Price)];
        for (int round = 0; Math.Abs(net) > 0.5; round++)
        {
            Position lever = levers[round % levers.Length];
            int step = net * lever.DeltaPerTenth > 0 ? -1 : 1;

            // A quantity of nothing is no position: step over it.
            step = lever.Tenths + step == 0 ? 2 * step : step;
            lever.Tenths += step;
            net += step * lever.DeltaPerTenth;
        }
    }

    private sealed class Position(DateTime expiry, double years, int strike, OptionType type, int basisPoints, int tenths)
    {
        public double Years => years;

        public int Strike => strike;

        public int Tenths { get; set; } = tenths;

        /// <summary>Premium-adjusted delta of 0.1 BTC with the forward at the price: (K/F) Phi(d2) for a call.</summary>
        public double DeltaPerTenth { get; } = 0.1 * UnitDelta(years, strike, type, basisPoints / 10_000.0);

        public string ToCsv()
        {
            int size = Math.Abs(Tenths);
            string sign = Tenths < 0 ? "-" : "";
            string day = expiry.ToString("dMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant();
            string letter = type == OptionType.Call ? "C" : "P";
            string name = type == OptionType.Call ? "call" : "put";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"BTC-{day}-{strike}-{letter},BTC,{name},{strike},{expiry:yyyy-MM-dd'T'HH:mm:ss'Z'},inverse,black76,{sign}{size / 10}.{size % 10},1,{basisPoints / 10_000}.{basisPoints % 10_000:D4}");
        }

        private static double UnitDelta(double years, int strike, OptionType type, double volatility)
        {
            double deviation = volatility * Math.Sqrt(years);
            double d2 = (Math.Log(Price / strike) / deviation) - (deviation / 2);
            return strike / Price * (type == OptionType.Call ? Phi.At(d2) : -Phi.At(-d2));
        }
    }
}
