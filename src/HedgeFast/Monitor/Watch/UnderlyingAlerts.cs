using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Monitor.Watch;

/// <summary>Raises alerts about each underlying: market data, volatilities, band, governor.</summary>
/// <param name="log">Receives the alerts.</param>
/// <param name="stale">Age at which a quote is stale.</param>
internal sealed class UnderlyingAlerts(AlertLog log, TimeSpan stale)
{
    private readonly HashSet<string> _everUsable = [];
    private readonly Dictionary<string, DateTime> _lostAverages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _volumeWaits = [];

    /// <summary>Looks once at one underlying.</summary>
    /// <param name="status">The engine.</param>
    /// <param name="underlying">The underlying.</param>
    /// <param name="spells">Measures durations.</param>
    public void Look(EngineStatus status, UnderlyingStatus underlying, Spells spells)
    {
        bool expected = !status.IsStopping && !status.IsMarketClosed && underlying.Counters.Closed == 0;
        Input(status, underlying, expected, spells);
        Average(underlying.Name, expected ? underlying.LostAverage : null);
        Others(underlying, expected, spells);
        OutOfBand(status, underlying, expected, spells);

        // Where there is one underlying the alert needs no name.
        string subject = status.Underlyings.Count == 1 ? "" : underlying.Name;
        log.Condition(AlertKind.GovernorSlowed, underlying.Governor == GovernorState.Slowed, subject: subject);
        log.Condition(AlertKind.GovernorHalted, underlying.Governor == GovernorState.Halted, subject: subject);
    }

    // What keeps the underlying from being valued, or its instrument in use from being traded.
    private void Input(EngineStatus status, UnderlyingStatus underlying, bool expected, Spells spells)
    {
        string name = underlying.Name;
        bool hasOption = underlying.UnusableOption is not null, hasExpiry = underlying.UnusableExpiry is not null;
        bool isUnprepared = hasOption && underlying.IsUnprepared;
        TimeSpan patience = _everUsable.Contains(name) ? Patience.OfInput : Patience.AtStart;

        InstrumentStatus inUse = underlying.InUse;
        string? reason = hasOption || hasExpiry ? null : underlying.Reason;
        if (underlying.IsHedgeable && Age(inUse, spells) is { } age && age > stale)
            reason = Words($"{inUse.Symbol} has had no quote for {age.TotalSeconds:F1} s");
        if (reason is not null && status.Feed.Error is { } error && !status.Feed.IsUp)
            reason += $"; the feed: {error}";
        Condition(AlertKind.StaleInput, name, expected && reason is not null, patience, reason, spells);
        Condition(
            AlertKind.VolatilityMissing, name, expected && hasOption && !isUnprepared, patience, underlying.Missing,
            spells);
        Condition(
            AlertKind.Unprepared, name, expected && isUnprepared,
            patience > Patience.Usual ? patience : Patience.Usual, underlying.UnusableOption, spells);
        Condition(
            AlertKind.ForwardMissing, name, expected && hasExpiry, patience,
            underlying.UnusableExpiry?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), spells);
        if (underlying.IsHedgeable && reason is null)
            _everUsable.Add(name);
    }

    // The instruments beside the one in use take over when that fails, and say what a forward or a basis is. A halt is
    // no fault of theirs.
    private void Others(UnderlyingStatus underlying, bool expected, Spells spells)
    {
        foreach (InstrumentStatus other in underlying.Instruments)
        {
            if (other.Symbol == underlying.InUse.Symbol)
            {
                log.Condition(AlertKind.StaleInput, holds: false, subject: other.Symbol);
                continue;
            }

            TimeSpan old = Age(other, spells) ?? TimeSpan.Zero;
            string? fault = old > stale ? Words($"no quote for {old.TotalSeconds:F1} s") : null;
            if (other.Fault is not QuoteFault.None and not QuoteFault.Halted)
                fault = $"not usable: {other.Fault}";
            bool counts = expected && fault is not null && other.Fault != QuoteFault.Halted;
            TimeSpan patience = other.Counters.QuoteNanos == 0 ? Patience.AtStart : Patience.OfInput;
            Condition(AlertKind.StaleInput, other.Symbol, counts, patience, fault, spells);
        }
    }

    // Each expiry has an alert: an average given for one says nothing of the next.
    private void Average(string name, DateTime? lost)
    {
        if (_lostAverages.TryGetValue(name, out DateTime told) && told != lost)
        {
            _lostAverages.Remove(name);
            log.Condition(AlertKind.AverageUnknown, holds: false, subject: ExpiryText(name, told));
        }

        if (lost is not { } expiry)
            return;
        _lostAverages[name] = expiry;
        log.Condition(
            AlertKind.AverageUnknown, holds: true,
            "too much of the window was not seen; its options decay linearly, until an operator writes "
            + $"average {name} {UtcTime.Text(expiry)} PRICE NAME",
            ExpiryText(name, expiry));
    }

    private void OutOfBand(EngineStatus status, UnderlyingStatus underlying, bool expected, Spells spells)
    {
        string name = underlying.Name;
        long waits = status.Loop.VolumeWaits;
        bool isOut = expected && underlying.Counters.OutOfBand > 0;
        bool wasInside = underlying.Counters.HasBeenHedged != 0;
        if (!isOut)
            _volumeWaits[name] = waits;
        string? detail = null;
        if (isOut)
        {
            bool isHeld = waits > _volumeWaits.GetValueOrDefault(name, waits);
            double left = underlying.Counters.LeftDelta;
            string ofItLeft = left == 0 ? "" : Words($", {left:F4} of it left on purpose");
            detail = Words($"net delta {underlying.Counters.NetDelta:F4}{ofItLeft}, ")
                + Words($"{underlying.Counters.OutOfBand:F4} out of its band")
                + (wasInside ? "" : ", never yet inside")
                + (isHeld ? "; the share of the traded volume is used up" : "");
        }

        Condition(AlertKind.OutOfBand, name, isOut, wasInside ? Patience.Usual : Patience.AtStart, detail, spells);
    }

    // Null before the first quote: then the fault says so.
    private static TimeSpan? Age(InstrumentStatus instrument, Spells spells)
    {
        long quoted = instrument.Counters.QuoteNanos;
        TimeSpan still = spells.Still(AlertKind.StaleInput, instrument.Symbol, quoted);
        return quoted == 0 ? null : still;
    }

    private void Condition(
        AlertKind kind, string subject, bool holds, TimeSpan patience, string? detail, Spells spells) =>
        log.Condition(kind, spells.Lasts(kind, subject, holds, patience), detail, subject);

    private static string ExpiryText(string name, DateTime expiry) => Words($"{name} {expiry:yyyy-MM-dd HH:mm}");

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
