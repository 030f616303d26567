using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Core.Profit;

/// <summary>
/// Values the options of one underlying at one step after another and says where the gain of each step came from. With d the move of the price, an option gains
/// x1 d + x2 d^2 / 2 + theta dt + vega dv and a residual; x1 and x2 are the first two derivatives by the price, which may be zero or negative. For an option settled in coin, with c(F) its price in
/// coin, F c' is the premium-adjusted delta p (net transaction delta) and F^2 c'' = F gamma - 2 p, gamma being that of the forward delta. The forward moves with the spot; its carry is in the residual.
/// An option that expires between two steps is settled at the price of the second. Allocates nothing after it was made. Not thread-safe.
/// </summary>
internal sealed class OptionGains
{
    private readonly OptionBook _book;
    private readonly BookSlice[] _slices;
    private readonly UnderlyingCarry _carry;
    private readonly double[] _volatilities;
    private readonly Held[] _held;
    private double _price = double.NaN;
    private long _nanos;

    /// <summary>Values nothing yet.</summary>
    /// <param name="book">The book.</param>
    /// <param name="underlying">Index of the underlying in it.</param>
    /// <param name="carry">Rate and carry.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    public OptionGains(OptionBook book, int underlying, UnderlyingCarry carry, OptionVolatilities? volatilities)
    {
        (_book, _carry, _volatilities) = (book, carry, (volatilities ?? OptionVolatilities.OfBook(book)).Values.ToArray());
        _slices = [.. book.Slices.ToArray().Where(slice => slice.Underlying == underlying)];
        _held = new Held[book.Count];
    }

    /// <summary>Takes other volatilities of the same book, from the next step on.</summary>
    public void Use(OptionVolatilities volatilities) => volatilities.Values.CopyTo(_volatilities);

    /// <summary>Takes the volatilities that quotes gave, from the next step on.</summary>
    /// <param name="quoted">Where they are.</param>
    /// <param name="utcNanos">The step's time, UTC nanoseconds since 1970.</param>
    /// <param name="needsAll">Whether every option that has not expired needs one; one without gains nothing before its
    /// first.</param>
    /// <returns>Whether there were as many as needed: otherwise these options can't be valued yet, and nothing was
    /// taken.</returns>
    public bool TryUse(VolatilityBoard quoted, long utcNanos, bool needsAll)
    {
        bool any = false;
        foreach (BookSlice slice in _slices)
        {
            if (slice.ExpiryNanos <= utcNanos)
                continue;
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            {
                bool isMissing = double.IsNaN(quoted[i]);
                if (isMissing && needsAll)
                    return false;
                any |= !isMissing;
            }
        }

        if (!any && !needsAll)
            return false;

        foreach (BookSlice slice in _slices)
        {
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
                _volatilities[i] = quoted[i];
        }

        return true;
    }

    /// <summary>Takes the next step.</summary>
    /// <param name="price">Price of the underlying, quote currency. Positive, unless every option is Bachelier's.</param>
    /// <param name="utcNanos">Its time, UTC nanoseconds since 1970.</param>
    /// <param name="parts">What the options gained since the step before is added to its parts.</param>
    public void Step(double price, long utcNanos, ref ProfitParts parts)
    {
        bool isFirst = double.IsNaN(_price);
        double move = isFirst ? 0 : price - _price;
        double years = isFirst ? 0 : DayCount.Years(utcNanos - _nanos);
        var gained = default(ProfitParts);
        double total = 0;
        foreach (BookSlice slice in _slices)
        {
            ExpiryMarket market = MarketOf(slice, price, utcNanos);
            double open = Averaging.OpenFraction(slice.ExpiryNanos, slice.AveragingNanos, utcNanos);
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            {
                ref Held held = ref _held[i];
                if (held.IsSettled || (double.IsNaN(_volatilities[i]) && market.Years > 0))
                    continue;
                Held before = held;
                held = ValueOf(i, market, open, DayCount.Years(slice.AveragingNanos));
                if (isFirst || !before.IsValued)
                    continue;

                // Coin is valued at the price of the step's end.
                double money = _book.Quantities[i] * (_book.Settlements[i] == SettlementKind.Inverse ? price : 1);
                gained.OptionDelta += money * before.First * move;
                gained.OptionGamma += money * 0.5 * before.Second * move * move;
                gained.OptionTheta += money * before.Theta * years;
                if (!held.IsSettled)
                    gained.OptionVega += money * before.Vega * (held.Volatility - before.Volatility);
                total += money * (held.Value - before.Value);
            }
        }

        (_price, _nanos) = (price, utcNanos);
        parts.OptionDelta += gained.OptionDelta;
        parts.OptionGamma += gained.OptionGamma;
        parts.OptionTheta += gained.OptionTheta;
        parts.OptionVega += gained.OptionVega;
        parts.OptionResidual += total - gained.Options;
    }

    private ExpiryMarket MarketOf(in BookSlice slice, double price, long utcNanos)
    {
        double years = DayCount.Years(Math.Max(0, slice.ExpiryNanos - utcNanos));
        return new ExpiryMarket(utcNanos, years, price, price * Math.Exp(_carry.Carry * years), _carry.Rate, _carry.Rate - _carry.Carry);
    }

    private Held ValueOf(int option, in ExpiryMarket market, double openFraction, double averagingYears)
    {
        SettlementKind settlement = _book.Settlements[option];
        double volatility = _volatilities[option];
        var terms = new OptionTerms
        {
            Type = _book.Types[option],
            Model = _book.Models[option],
            Settlement = settlement,
            Strike = _book.Strikes[option],
            Volatility = volatility,
            Market = market,
            OpenFraction = openFraction,
            AveragingYears = averagingYears,
        };
        if (market.Years <= 0)
        {
            double intrinsic = Math.Max(0, terms.Sign * (market.Spot - terms.Strike));
            return new Held
            {
                IsSettled = true,
                IsValued = true,
                Value = settlement == SettlementKind.Inverse
                ? intrinsic / market.Spot : intrinsic
            };
        }

        OptionValue value = OptionPricer.Value(terms);
        double carry = Math.Exp(_carry.Carry * market.Years);
        (double first, double second) = settlement == SettlementKind.Inverse
            ? (value.PremiumAdjustedDelta / market.Spot, ((market.Forward * value.Gamma) - (2 * value.PremiumAdjustedDelta)) / (market.Spot * market.Spot))
            : terms.Model is OptionModel.Bsm or OptionModel.BsmAmerican
                ? (value.SpotDelta, value.Gamma)
                : (carry * value.FuturesDelta, carry * carry * value.Gamma);
        return new Held
        {
            IsValued = true,
            Value = value.Price,
            First = first,
            Second = second,
            Theta = value.Theta,
            Vega = value.Vega,
            Volatility = volatility
        };
    }

    // What is known of one unit of an option at the last step, in its own currency.
    private struct Held
    {
        public double Value;
        public double First;
        public double Second;
        public double Theta;
        public double Vega;
        public double Volatility;
        public bool IsSettled;
        public bool IsValued;
    }
}
