using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Profit;

/// <summary>
/// Books dividends on hedge positions in the stock itself at the first price at or after each ex date. Owned by the
/// loop.
/// </summary>
/// <remarks>
/// A long position receives the amount and a short one pays it, so that the fall of the price on the ex date is no
/// loss.
/// </remarks>
internal sealed class HedgeDividends
{
    private const long NeverPriced = long.MinValue, NoneDue = long.MaxValue;

    private readonly PositionLedger _ledger;
    private readonly DividendSchedule?[] _schedules;
    private readonly long[] _nextNanos;

    /// <summary>Starts without prices: ex dates before an instrument's first price are over.</summary>
    /// <param name="instruments">All instruments by dense index.</param>
    /// <param name="underlyings">All underlyings by index.</param>
    /// <param name="ledger">Positions and the money of the fills.</param>
    public HedgeDividends(
        IReadOnlyList<Instrument> instruments, IReadOnlyList<UnderlyingSettings> underlyings, PositionLedger ledger)
    {
        _ledger = ledger;
        _schedules =
        [
            .. instruments.Select(instrument => instrument.PaysDividends
                ? DividendSchedule.Of(underlyings[instrument.Underlying].Dividends)
                : null),
        ];
        _nextNanos = [.. _schedules.Select(schedule => schedule is null ? NoneDue : NeverPriced)];
    }

    /// <summary>Resumes from the time of the last mark of the run before, until which dividends are booked.</summary>
    public void Carry(int instrument, long utcNanos) => _nextNanos[instrument] = NextAfter(instrument, utcNanos);

    /// <summary>Books the dividends due at the time of a price on the lots held.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="utcNanos">Exchange time of the price, UTC nanoseconds since 1970.</param>
    public void Note(int instrument, long utcNanos)
    {
        if (utcNanos >= _nextNanos[instrument])
            Pay(instrument, utcNanos);
    }

    /// <summary>Adds the booked dividends of the instruments that pay any.</summary>
    public void AddTo(ref StateDigest digest)
    {
        for (int i = 0; i < _schedules.Length; i++)
        {
            if (_schedules[i] is not null)
                digest.Add(_nextNanos[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Pay(int instrument, long utcNanos)
    {
        if (_schedules[instrument] is not { } schedule)
            return;
        long due = _nextNanos[instrument];
        if (due != NeverPriced)
            _ledger.PayDividend(instrument, schedule.PaidBetween(due - 1, utcNanos));
        _nextNanos[instrument] = NextAfter(instrument, utcNanos);
    }

    private long NextAfter(int instrument, long utcNanos) =>
        _schedules[instrument]?.Around(utcNanos).BeforeNanos ?? NoneDue;
}
