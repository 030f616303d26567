using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Selects the settlement averages that are due to be journaled, for a resume.</summary>
/// <remarks>Each change of state, and the sums once a second inside a window; at most one record a batch.</remarks>
internal sealed class AverageRecords
{
    private const long PauseNanos = 1_000_000_000;

    private readonly SettlementAverages[] _exact;
    private readonly CarriedAverage[][] _written;

    // Changes that were looked at: the last one of a window may leave it quiet.
    private readonly long[] _seen;

    /// <summary>Names every settlement average of the underlyings with <see cref="SettlementDelta.Exact"/>.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options.</param>
    public static AverageName[] Names(HedgeSettings settings, OptionBook book) =>
    [
        .. settings.Underlyings.Where(underlying => underlying.SettlementDelta == SettlementDelta.Exact)
            .SelectMany(underlying => AverageName.Of(underlying.Name, underlying.Index, book)),
    ];

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="options">The options, with their averages.</param>
    public AverageRecords(HedgeSettings settings, PortfolioDelta options)
    {
        _exact =
        [
            .. settings.Underlyings.Where(underlying => underlying.SettlementDelta == SettlementDelta.Exact)
                .Select(underlying => options[underlying.Index].Averages),
        ];
        _written = [.. _exact.Select(averages => averages.All.Select(average => average.ToCarried()).ToArray())];
        _seen = new long[_exact.Length];
    }

    /// <summary>Finds the next average to be written.</summary>
    /// <param name="record">Its record.</param>
    /// <returns>Whether one is due.</returns>
    public bool TryNext(out CarriedAverage record)
    {
        for (int i = 0; i < _exact.Length; i++)
        {
            if (_exact[i].IsQuiet && _seen[i] == _exact[i].Changes)
                continue;
            if (TryNext(_exact[i], _written[i], out record))
                return true;
            _seen[i] = _exact[i].Changes;
        }

        record = default;
        return false;
    }

    /// <summary>Adds averages that have begun to a digest.</summary>
    public static void AddTo(ref StateDigest digest, SettlementAverages averages)
    {
        foreach (SettlementAverage average in averages.All)
        {
            if (average.State == AverageState.Ahead)
                continue;
            CarriedAverage numbers = average.ToCarried();
            digest.Add((long)numbers.State);
            digest.Add(numbers.ExpiryNanos);
            digest.Add(numbers.FromNanos);
            digest.Add(numbers.Sum);
            digest.Add(numbers.Price);
            digest.Add(numbers.Unseen);
        }
    }

    private static bool TryNext(SettlementAverages averages, CarriedAverage[] written, out CarriedAverage record)
    {
        for (int i = 0; i < written.Length; i++)
        {
            record = averages.All[i].ToCarried();
            CarriedAverage last = written[i];
            bool isNews = record.State != last.State || record.IsGiven != last.IsGiven || record.Unseen < last.Unseen
                || (record.State == AverageState.Running && record.FromNanos - last.FromNanos >= PauseNanos);
            if (!isNews)
                continue;
            written[i] = record;
            return true;
        }

        record = default;
        return false;
    }
}
