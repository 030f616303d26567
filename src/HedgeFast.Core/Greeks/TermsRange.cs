using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks;

/// <summary>Holds the kernel's inputs a, b and w for one underlying's options of one kind.</summary>
/// <remarks>
/// Constants are computed once; a, b and w follow from them at each preparation. All arrays are padded to a multiple of
/// eight with options of weight zero.
/// <para>With <c>T</c> years to expiry, <c>c</c> the carry and <c>h</c> = 1/2 the width of a segment of
/// <see cref="Phi"/>, and the sign of a put folded into slope and shift (-Phi(-d) needs no constant then):</para>
/// <para>Lognormal (Black 1976; Merton 1973), L = ln(S / R): d1 or d2 = (L + cT - ln(K/R)) / (sigma sqrt T) +- sigma
/// sqrt T / 2.</para>
/// <para>Normal (Bachelier 1900), L = S - R: d = (e^(cT) L + e^(cT) R - K) / (sigma sqrt T).</para>
/// <para>The reference R is a strike from the middle of the range: with it L and ln(K/R) are small, so that dividing by
/// a small sigma sqrt T magnifies no rounding.</para>
/// </remarks>
internal sealed class TermsRange
{
    // Segments at which Phi is 1.
    private const double Certain = 2 * PhiTable.UpperEnd;

    private readonly OptionBook _book;
    private readonly bool _isNet;
    private readonly AlignedDoubles _level;
    private readonly AlignedDoubles _slope;
    private readonly AlignedDoubles _shift;
    private readonly AlignedDoubles _weight;

    // Of what is still open of an averaged strike.
    private readonly AlignedDoubles _openLevel;

    /// <summary>Allocates for the options [start, start + count) of the book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="kind">Lognormal or normal.</param>
    /// <param name="convention">Which delta.</param>
    /// <param name="start">First option.</param>
    /// <param name="count">Number of options.</param>
    /// <param name="isExact">Whether <see cref="PrepareOpen"/> will be called.</param>
    public TermsRange(
        OptionBook book, ExpiryKind kind, DeltaConvention convention, int start, int count, bool isExact = false)
    {
        _book = book;
        _isNet = convention == DeltaConvention.NetTransaction;
        Kind = kind;
        Start = start;
        Count = count;
        A = new AlignedDoubles(count);
        B = new AlignedDoubles(count);
        W = new AlignedDoubles(count);
        _level = new AlignedDoubles(count);
        _slope = new AlignedDoubles(count);
        _shift = new AlignedDoubles(count);
        _weight = new AlignedDoubles(count);
        _openLevel = new AlignedDoubles(isExact ? count : 0);
        if (count == 0)
            return;

        double[] strikes = book.Strikes.Slice(start, count).ToArray();
        Array.Sort(strikes);
        Reference = strikes[count / 2];

        for (int i = 0; i < count; i++)
        {
            int option = start + i;
            double strike = book.Strikes[option];
            _level.Span[i] = kind == ExpiryKind.Lognormal ? Elementary.Log(strike / Reference) : strike;
            _weight.Span[i] = Sign(option) * book.Quantities[option] * (_isNet ? strike : 1);
            SetVolatility(option, book.Volatilities[option]);
        }
    }

    /// <summary>Lognormal or normal.</summary>
    public ExpiryKind Kind { get; }

    /// <summary>Index of the first option in the book.</summary>
    public int Start { get; }

    /// <summary>Number of options; may be 0.</summary>
    public int Count { get; }

    /// <summary>R above, in quote currency.</summary>
    public double Reference { get; }

    /// <summary>a, in segments.</summary>
    public AlignedDoubles A { get; }

    /// <summary>b, in segments per unit of L.</summary>
    public AlignedDoubles B { get; }

    /// <summary>w, units of the underlying (times the price where the expiry group is divided by it).</summary>
    public AlignedDoubles W { get; }

    /// <summary>Sums the absolute weights of options, before the convention's factor.</summary>
    /// <param name="start">First option, by index in the book.</param>
    /// <param name="count">Number of options.</param>
    public double AbsoluteWeight(int start, int count)
    {
        double sum = 0;
        foreach (double weight in _weight.Span.Slice(start - Start, count))
            sum += Math.Abs(weight);
        return sum;
    }

    /// <summary>Sets an option's volatility; a, b and w follow at the next preparation.</summary>
    /// <param name="option">Index in the book.</param>
    /// <param name="volatility">For a year; NaN, none, is half a unit of delta: Phi(0) at every price.</param>
    public void SetVolatility(int option, double volatility)
    {
        if (double.IsNaN(volatility))
        {
            _slope.Span[option - Start] = 0;
            _shift.Span[option - Start] = 0;
            return;
        }

        double sign = Sign(option);
        _slope.Span[option - Start] = sign * PhiTable.SegmentsPerUnit / volatility;
        _shift.Span[option - Start] = Kind == ExpiryKind.Lognormal
            ? sign * PhiTable.SegmentsPerUnit * volatility * (_isNet ? -0.5 : 0.5)
            : 0;
    }

    /// <summary>Computes a, b and w of options that share an expiry.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="start">First option, by index in the book.</param>
    /// <param name="count">Number of options.</param>
    /// <param name="terms">Terms of their expiry.</param>
    public void Prepare(DeltaKernel kernel, int start, int count, in ExpiryTerms terms)
    {
        int first = start - Start;
        if (terms.Factor == 0)
        {
            A.Span.Slice(first, count).Clear();
            B.Span.Slice(first, count).Clear();
            W.Span.Slice(first, count).Clear();
            return;
        }

        kernel.Prepare(
            in terms, _level.Span.Slice(first, count), _slope.Span.Slice(first, count), _shift.Span.Slice(first, count),
            _weight.Span.Slice(first, count),
            A.Span.Slice(first, count), B.Span.Slice(first, count), W.Span.Slice(first, count));
    }

    /// <summary>As <see cref="Prepare"/> with a part of the average fixed: strike (K - fixed) / open.</summary>
    /// <remarks>Lognormal calls whose strike is not positive have the whole open part, puts nothing.</remarks>
    /// <param name="kernel">The kernel.</param>
    /// <param name="start">First option.</param>
    /// <param name="count">Number of options.</param>
    /// <param name="terms">Terms of their expiry.</param>
    /// <param name="fixedPart">Fixed part of the settlement price, quote currency.</param>
    /// <param name="open">Share of the window that is open, above 0.</param>
    public void PrepareOpen(
        DeltaKernel kernel, int start, int count, in ExpiryTerms terms, double fixedPart, double open)
    {
        int first = start - Start;
        Span<double> level = _openLevel.Span.Slice(first, count);
        for (int i = 0; i < count; i++)
        {
            double strike = (_book.Strikes[start + i] - fixedPart) / open;
            level[i] = Kind == ExpiryKind.Normal ? strike
                : strike > 0 ? Elementary.Log(strike / Reference)
                : double.NaN;
        }

        kernel.Prepare(
            in terms, level,
            _slope.Span.Slice(first, count), _shift.Span.Slice(first, count), _weight.Span.Slice(first, count),
            A.Span.Slice(first, count), B.Span.Slice(first, count), W.Span.Slice(first, count));
        for (int i = 0; i < count; i++)
        {
            if (!double.IsNaN(level[i]))
                continue;
            bool isCall = _book.Types[start + i] == OptionType.Call;
            A.Span[first + i] = isCall ? Certain : 0;
            B.Span[first + i] = 0;
            if (!isCall)
                W.Span[first + i] = 0;
        }
    }

    private double Sign(int option) => _book.Types[option] == OptionType.Call ? 1 : -1;
}
