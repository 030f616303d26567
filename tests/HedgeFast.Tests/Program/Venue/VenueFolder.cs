using System.Globalization;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue;

/// <summary>A folder of its own for one test: tapes and the venue's stores.</summary>
internal sealed class VenueFolder : IDisposable
{
    /// <summary>Receive time of the first row of every tape made here.</summary>
    public const long FirstNanos = 1_700_000_000_000_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hedgefast-venue-");

    public string Store => System.IO.Path.Combine(_folder.FullName, "store");

    public string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>
    /// Writes a tape whose rows are <paramref name="gapNanos"/> apart: bid 50.0, ask 51.0 (100 and 102 ticks) unless
    /// <paramref name="row"/> says otherwise.
    /// </summary>
    public MarketTape Tape(int rows, long gapNanos = 10_000_000, Func<int, TopOfBook>? row = null)
    {
        string path = File($"tape-{rows}-{gapNanos}.csv");
        using (var writer = new StreamWriter(path) { NewLine = "\n" })
        {
            writer.WriteLine(MarketTape.Header);
            for (int i = 0; i < rows; i++)
            {
                TopOfBook top = row?.Invoke(i) ?? new TopOfBook(100, 10, 102, 10);
                long nanos = FirstNanos + i * gapNanos;
                CultureInfo culture = CultureInfo.InvariantCulture;
                string bid = string.Create(culture, $"{top.BidTicks / 2m:0.0},{top.BidLots}");
                string ask = string.Create(culture, $"{top.AskTicks / 2m:0.0},{top.AskLots}");
                writer.WriteLine(string.Create(culture, $"{nanos},{nanos / 1_000_000},{bid},{ask}"));
            }
        }

        return MarketTape.Read(path, MarketRig.Perp());
    }

    public VenueSettings Settings(MarketTape tape) => new()
    {
        Instruments = [MarketRig.Perp()],
        Tape = tape,
        StoreDirectory = Store,
        Start = VenueStart.AtOnce,
        IdleNanos = 0,
    };

    public void Dispose() => _folder.Delete(recursive: true);
}
