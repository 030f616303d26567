using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>The value of an option once no dividend lies before its expiry: closed form, or the boundary of exercise
/// and one quadrature.</summary>
internal sealed class DividendTail
{
    private readonly AmericanPut _put = new();
    private OptionTerms _terms;
    private bool _isAmerican;

    /// <summary>Begins with an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="years">Years that are left to it, from 0 on.</param>
    public void Begin(in DividendCase option, double years)
    {
        _isAmerican = option.IsAmerican && years > 0;
        _terms = new OptionTerms
        {
            Type = option.Sign > 0 ? OptionType.Call : OptionType.Put,
            Model = option.IsAmerican ? OptionModel.BsmAmerican : OptionModel.Bsm,
            Settlement = SettlementKind.Linear,
            Strike = option.Strike,
            Volatility = option.Volatility,
            Market = new ExpiryMarket(0, years, 1, 1, option.Rate, option.Rate - option.Carry),
        };
        if (_isAmerican)
            _put.Begin(AmericanFormula.Case(_terms).Market);
    }

    /// <summary>Solves a part of the boundary, some two microseconds.</summary>
    /// <returns>Whether it is complete.</returns>
    public bool Step() => !_isAmerican || _put.Step();

    /// <summary>Chooses the quadrature for prices between two.</summary>
    public void Place(double lowest, double highest)
    {
        if (!_isAmerican)
            return;
        double low = Elementary.Log(lowest / _terms.Strike), high = Elementary.Log(highest / _terms.Strike);
        _put.Place(_terms.Sign > 0 ? -high : low, _terms.Sign > 0 ? -low : high);
    }

    /// <summary>Value at a price for which the quadrature was chosen.</summary>
    public double At(double price)
    {
        ExpiryMarket market = _terms.Market;
        if (market.Years <= 0)
            return Math.Max(0, _terms.Sign * (price - _terms.Strike));
        double growth = Elementary.Exp((market.Rate - market.Yield) * market.Years);
        OptionTerms terms = _terms with { Market = market.At(price, growth) };
        return _isAmerican ? AmericanFormula.Case(terms).At(_put).Value : OptionPricer.Value(terms).Price;
    }
}
