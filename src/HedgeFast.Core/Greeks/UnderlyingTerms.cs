using HedgeFast.Core.Book;

namespace HedgeFast.Core.Greeks;

/// <summary>The kernel's inputs for one underlying, and the decision when they are too old.</summary>
internal sealed class UnderlyingTerms
{
    private const double NanosPerYear = 365.0 * 86_400 * 1e9;
    private const double AnnualMax = 2;

    private readonly DeltaConvention _convention;
    private readonly UnderlyingCarry _carry;
    private readonly BookSlice[] _slices;

    // The open interval of valuation times for which the prepared terms hold; empty before the first preparation.
    private long _validAfterNanos = long.MaxValue;
    private long _validBeforeNanos = long.MinValue;

    /// <exception cref="ArgumentException">A rate is beyond 200 % a year or not a number, or the time step is not positive.</exception>
    public UnderlyingTerms(OptionBook book, int underlying, DeltaConvention convention, UnderlyingCarry carry)
    {
        if (!(Math.Abs(carry.Rate) <= AnnualMax) || !(Math.Abs(carry.Carry) <= AnnualMax) || carry.TimeStepNanos <= 0)
            throw new ArgumentException($"{book.Underlyings[underlying]}: rate and carry must be from -2 to 2 a year and the time step positive.");

        _convention = convention;
        _carry = carry;
        List<BookSlice> slices = [];
        foreach (BookSlice slice in book.Slices)
        {
            if (slice.Underlying == underlying)
                slices.Add(slice);
        }

        _slices = [.. slices];
        Lognormal = Range(book, SliceKind.Lognormal);
        Normal = Range(book, SliceKind.Normal);
    }

    /// <summary>Options of the lognormal models.</summary>
    public TermsRange Lognormal { get; }

    /// <summary>Options of Bachelier's model.</summary>
    public TermsRange Normal { get; }

    /// <summary>Whether the lognormal weights still have to be divided by the price.</summary>
    public bool DividesByPrice => _convention == DeltaConvention.NetTransaction;

    /// <summary>Whether the time-dependent terms have to be computed again: at first, one time step away in either direction, and when an expiry is reached.</summary>
    public bool IsStale(long utcNanos) => utcNanos >= _validBeforeNanos || utcNanos <= _validAfterNanos;

    /// <summary>Computes the time-dependent terms of every option. There is a square root and at most two exponentials for an expiry, none for an option.</summary>
    public void Prepare(DeltaKernel kernel, long utcNanos)
    {
        long step = _carry.TimeStepNanos;
        _validAfterNanos = utcNanos < long.MinValue + step ? long.MinValue : utcNanos - step;
        _validBeforeNanos = utcNanos > long.MaxValue - step ? long.MaxValue : utcNanos + step;
        foreach (BookSlice slice in _slices)
        {
            if (slice.ExpiryNanos > utcNanos)
                _validBeforeNanos = Math.Min(_validBeforeNanos, slice.ExpiryNanos);
            TermsRange range = slice.Kind == SliceKind.Lognormal ? Lognormal : Normal;
            range.Prepare(kernel, slice.Start, slice.Count, TermsOf(slice, range, utcNanos));
        }
    }

    private ExpiryTerms TermsOf(in BookSlice slice, TermsRange range, long utcNanos)
    {
        // ACT/365. The difference is exact in integers; expiries are positive, so a time before 1970 is the only way to overflow it.
        double years = (slice.ExpiryNanos - Math.Max(utcNanos, 0)) / NanosPerYear;
        if (years <= 0)
            return default;

        double root = Math.Sqrt(years);
        double carried = _carry.Carry * years;
        double factor = _convention switch
        {
            DeltaConvention.NetTransaction => Math.Exp(-carried),
            DeltaConvention.Spot => Math.Exp(carried - (_carry.Rate * years)),
            DeltaConvention.Futures => Math.Exp(-_carry.Rate * years),
            _ => 1,
        };
        if (slice.Kind == SliceKind.Lognormal)
            return new ExpiryTerms(root, 1 / root, carried, 1, factor);

        double growth = Math.Exp(carried);
        return new ExpiryTerms(root, 1 / root, growth * range.Reference, growth, factor);
    }

    private TermsRange Range(OptionBook book, SliceKind kind)
    {
        int start = 0;
        int count = 0;
        foreach (BookSlice slice in _slices)
        {
            if (slice.Kind != kind)
                continue;
            start = count == 0 ? slice.Start : start;
            count += slice.Count;
        }

        return new TermsRange(book, kind, _convention, start, count);
    }
}
