using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// Values the American options of one underlying again and again as price and time move, each from an exercise boundary
/// that is solved for once.
/// </summary>
/// <remarks>
/// The boundary depends on rates, volatility and time to expiry, not on the price, and that of a shorter time is a part
/// of the longer one's: a step then costs one quadrature.
/// <para>A boundary is solved for again when a rate or the volatility has moved by more than 1e-6, which moves the
/// value by less than 1e-7 of the strike, and when a fifth of its time has passed. Two boundaries, of negative rates,
/// are solved for at each step; where exercise never pays there is none to solve for. Allocates nothing after
/// construction. Not thread-safe.</para>
/// </remarks>
internal sealed class AmericanMemo
{
    private const double Same = 1e-6;
    private const double LeastShare = 0.8;

    private readonly AmericanPut _put = new();
    private readonly int _start;
    private readonly AmericanMarket[] _solved;
    private readonly double[] _kept;

    /// <summary>Knows no boundary yet.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlying">Index of the underlying.</param>
    public AmericanMemo(OptionBook book, int underlying)
    {
        ExpiryGroup[] slices =
        [
            .. book.Slices.ToArray().Where(s => s.Underlying == underlying && s.Kind == ExpiryKind.American),
        ];
        _start = slices.Length == 0 ? 0 : slices.Min(slice => slice.Start);
        int end = slices.Length == 0 ? 0 : slices.Max(slice => slice.Start + slice.Count);
        _solved = new AmericanMarket[end - _start];
        _kept = new double[_solved.Length * AmericanBoundary.KeptCount];
    }

    /// <summary>Markets in which no kept boundary could be used until now.</summary>
    public long Solutions { get; private set; }

    /// <summary>Price, deltas, gamma and theta of an option that has not expired; no vega.</summary>
    /// <param name="option">Index of the option in the book.</param>
    /// <param name="terms">Its terms.</param>
    public OptionValue Value(int option, in OptionTerms terms)
    {
        AmericanCase taken = AmericanFormula.Case(terms);
        AmericanMarket market = taken.Market;
        ref AmericanMarket solved = ref _solved[option - _start];
        Span<double> kept = _kept.AsSpan((option - _start) * AmericanBoundary.KeptCount, AmericanBoundary.KeptCount);
        if (IsNear(market, solved))
        {
            _put.Recall(market, kept);
        }
        else
        {
            _put.Solve(market);
            Solutions++;
            solved = _put.TryKeep(kept) ? market : default;
        }

        return AmericanFormula.AtBoundary(terms, taken, _put);
    }

    private static bool IsNear(in AmericanMarket market, in AmericanMarket solved) =>
        market.Years <= solved.Years && market.Years >= LeastShare * solved.Years
        && Math.Abs(market.Volatility - solved.Volatility) <= Same
        && Math.Abs(market.Rate - solved.Rate) <= Same
        && Math.Abs(market.Yield - solved.Yield) <= Same;
}
