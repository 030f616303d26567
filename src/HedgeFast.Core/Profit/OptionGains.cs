using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Core.Profit;

/// <summary>
/// Values the options of one underlying step by step in the market of the hedge, and attributes the gain of each step.
/// </summary>
/// <remarks>
/// <para>With d the move of the price S, an option gains x1 d + x2 d^2 / 2 + theta dt at its old volatility and ratio
/// F/S; x1 and x2 are the first two derivatives by the price, which may be zero or negative. A forward that moves by
/// e^f beside the price, f = d ln(F/S), counts as a move of the price to S e^f: the difference is the forward's gain,
/// for an American option on the spot as if it were held to expiry. Where an ex date lies in a step, its dividend
/// counts with the move, and S is the price net of dividends to come where the forward is its multiple. Vega is the
/// value at the end less the value there at the volatility before. The residual is of third order in d.</para>
/// <para>For an option settled in coin, with c(F) its price in coin, F c' is the premium-adjusted delta p (net
/// transaction delta) and F^2 c'' = F gamma - 2 p, gamma being that of the forward delta.</para>
/// <para>An option that expires between two steps is settled at the price of the second, an averaged one at its
/// average. In the window before, it is valued as it is hedged, see <see cref="SettlementDelta"/>. Allocates nothing
/// after the first step. Not thread-safe.</para>
/// </remarks>
internal sealed class OptionGains
{
    private readonly OptionBook _book;
    private readonly int[] _indexes;
    private readonly ExpiryGroup[] _groups;
    private readonly double[] _logRatios;
    private readonly double[] _marked;
    private readonly double[] _averages;
    private readonly double[] _nets;
    private readonly double _rate;
    private readonly SettlementDelta _settlement;
    private readonly DividendSchedule? _dividends;
    private readonly UnderlyingVolatility _smiles;
    private readonly bool _isMoving;
    private readonly bool _isQuoted;
    private readonly double[] _volatilities;
    private readonly bool[] _isStandIn;
    private readonly AmericanMemo _american;
    private readonly Held[] _held;
    private double _price = double.NaN;
    private long _nanos;

    /// <summary>Starts without a value.</summary>
    /// <param name="book">The book.</param>
    /// <param name="settings">The underlying.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    public OptionGains(OptionBook book, UnderlyingSettings settings, OptionVolatilities? volatilities)
    {
        volatilities ??= OptionVolatilities.OfBook(book);
        int underlying = settings.Index;
        VolatilityRule rule = settings.Volatility;
        (_book, _rate, _settlement) = (book, settings.Rate, settings.SettlementDelta);
        _dividends = DividendSchedule.Of(settings.Dividends);
        _isMoving = rule.Dynamics == VolatilityDynamics.StickyMoneyness;
        _isQuoted = rule.Source == VolatilitySource.Quotes;
        _volatilities = volatilities.Values.ToArray();
        _isStandIn = new bool[book.Count];
        _indexes = [.. Enumerable.Range(0, book.Groups.Length).Where(g => book.Groups[g].Underlying == underlying)];
        _groups = [.. _indexes.Select(g => book.Groups[g])];
        _logRatios = new double[_groups.Length];
        _marked = new double[_groups.Length];
        _averages = new double[_groups.Length];
        _nets = new double[_groups.Length];
        Array.Fill(_marked, double.NaN);
        Array.Fill(_averages, double.NaN);
        _smiles = new UnderlyingVolatility(volatilities, _groups, rule with { Source = VolatilitySource.Files });
        _american = new AmericanMemo(book, underlying);
        _held = new Held[book.Count];
    }

    /// <summary>Gamma at the last step, units of the underlying per quote currency; NaN before the first.</summary>
    public double Gamma { get; private set; } = double.NaN;

    /// <summary>Replaces the volatilities of the book, from the next step on.</summary>
    public void Use(OptionVolatilities volatilities)
    {
        volatilities.Values.CopyTo(_volatilities);
        _smiles.Use(volatilities);
    }

    /// <summary>Reads the volatilities of quotes, used from the next step on.</summary>
    /// <param name="quoted">Where they are.</param>
    /// <param name="expiries">The marks of the book's expiry groups.</param>
    /// <param name="utcNanos">The step's time, UTC nanoseconds since 1970.</param>
    /// <returns>Whether profit has begun, the hedge values these options, or every open one has a volatility.</returns>
    public bool TryUse(VolatilityBoard quoted, ReadOnlySpan<ExpiryMark> expiries, long utcNanos)
    {
        for (int s = 0; s < _groups.Length; s++)
        {
            ExpiryGroup expiryGroup = _groups[s];
            if (expiryGroup.ExpiryNanos <= utcNanos || !double.IsNaN(_price) || expiries[_indexes[s]].IsValued)
                continue;
            for (int i = expiryGroup.Start; i < expiryGroup.Start + expiryGroup.Count; i++)
            {
                if (double.IsNaN(quoted[i]))
                    return false;
            }
        }

        foreach (ExpiryGroup expiryGroup in _groups)
        {
            for (int i = expiryGroup.Start; i < expiryGroup.Start + expiryGroup.Count; i++)
                _volatilities[i] = quoted.Read(i, out _isStandIn[i]);
        }

        return true;
    }

    /// <summary>Reads the market of the hedge for the next step.</summary>
    /// <param name="expiries">The marks of the book's expiry groups.</param>
    /// <param name="utcNanos">The step's time, UTC nanoseconds since 1970.</param>
    /// <returns>Whether the hedge has a forward and a smile for every option that has not expired; otherwise these
    /// options can't be valued yet.</returns>
    public bool TryUse(ReadOnlySpan<ExpiryMark> expiries, long utcNanos)
    {
        for (int s = 0; s < _groups.Length; s++)
        {
            ref readonly ExpiryMark mark = ref expiries[_indexes[s]];
            _logRatios[s] = mark.LogRatio;
            _marked[s] = _groups[s].AveragingNanos > 0 ? mark.Average : double.NaN;
            if (_isMoving)
                _smiles.AnchorAt(s, mark.LogAnchor);
            bool isUnknown = double.IsNaN(mark.LogRatio) || _smiles.AwaitsAnchor(s);
            if (isUnknown && _groups[s].ExpiryNanos > utcNanos)
                return false;
        }

        return true;
    }

    /// <summary>Values the options at the first step, where profit begins.</summary>
    /// <param name="price">Price of the underlying then, quote currency.</param>
    /// <param name="utcNanos">Its time, UTC nanoseconds since 1970.</param>
    /// <param name="expiries">The marks of the book's expiry groups.</param>
    public void Begin(double price, long utcNanos, ReadOnlySpan<ExpiryMark> expiries)
    {
        for (int s = 0; s < _groups.Length; s++)
            _logRatios[s] = expiries[_indexes[s]].FirstLogRatio;
        var none = default(ProfitParts);
        Step(price, utcNanos, ref none);
        for (int s = 0; s < _groups.Length; s++)
            _logRatios[s] = expiries[_indexes[s]].LogRatio;
    }

    /// <summary>Values the options at the next step in the market read last, and books their gains.</summary>
    /// <param name="price">Price of the underlying, quote currency. Positive, unless every option is
    /// Bachelier's.</param>
    /// <param name="utcNanos">Its time, UTC nanoseconds since 1970.</param>
    /// <param name="parts">What the options gained since the step before is added to its parts.</param>
    public void Step(double price, long utcNanos, ref ProfitParts parts)
    {
        bool isFirst = double.IsNaN(_price);
        double move = isFirst ? 0 : price - _price;
        double years = isFirst ? 0 : DayCount.Years(utcNanos - _nanos);
        var gained = default(ProfitParts);
        double total = 0, gamma = 0;
        for (int s = 0; s < _groups.Length; s++)
        {
            ExpiryGroup expiryGroup = _groups[s];
            NoteAverage(s, price, utcNanos);

            // The holder of an option has neither lost nor gained what the price has fallen by at an ex date before its
            // expiry; at one behind it the option is settled already.
            double paid = isFirst ? 0 : PaidBetween(_nanos, Math.Min(utcNanos, expiryGroup.ExpiryNanos));
            double paidLater = isFirst ? 0 : PaidBetween(Math.Max(_nanos, expiryGroup.ExpiryNanos), utcNanos);
            double stockMove = move + paid + paidLater;
            var group = new GroupMarket(expiryGroup, price, utcNanos, _logRatios[s], _rate, _dividends)
            {
                Average = _averages[s],
                SettlementDelta = IsKnown(s, utcNanos) ? _settlement : SettlementDelta.Linear,
                PaidSinceExpiry = paidLater,
            };
            double netBefore = _nets[s];
            _nets[s] = group.Market.NetSpot;
            for (int i = expiryGroup.Start; i < expiryGroup.Start + expiryGroup.Count; i++)
            {
                ref Held held = ref _held[i];
                if (held.IsSettled)
                    continue;
                Held before = held;
                double volatility = group.HasExpired ? 0 : VolatilityOf(s, i, group);

                // Before the new one, because the boundary of an American option is known at the old volatility.
                bool hasMoved = !isFirst && !group.HasExpired && volatility != before.Volatility;
                double same = hasMoved ? ValueOf(i, group, before.Volatility).Value : 0;
                held = ValueOf(i, group, volatility);

                // Coin is valued at the price of the step's end.
                bool isInverse = _book.Settlements[i] == SettlementKind.Inverse;
                double money = _book.Quantities[i] * (isInverse ? price : 1);
                gamma += money * held.Second;
                if (isFirst)
                    continue;
                double carried = held.IsSettled ? 0 : held.LogRatio - before.LogRatio;
                double withForward = ((_nets[s] + paidLater) * Elementary.Exp(carried)) - netBefore;
                gained.OptionDelta += money * before.First * stockMove;
                gained.OptionGamma += money * 0.5 * before.Second * stockMove * stockMove;
                gained.OptionForward += money * (withForward - stockMove)
                    * (before.First + (0.5 * before.Second * (withForward + stockMove)));
                gained.OptionTheta += money * before.Theta * years;

                // The first volatility of an option is no gain.
                double known = hasMoved && before.IsUnknown ? same : held.Value;
                gained.OptionVega += hasMoved ? money * (known - same) : 0;
                total += money * (known - before.Value);
            }
        }

        (_price, _nanos, Gamma) = (price, utcNanos, gamma);
        parts.OptionDelta += gained.OptionDelta;
        parts.OptionGamma += gained.OptionGamma;
        parts.OptionForward += gained.OptionForward;
        parts.OptionTheta += gained.OptionTheta;
        parts.OptionVega += gained.OptionVega;
        parts.OptionResidual += total - gained.Options;
    }

    // Without a volatility or a stand-in the delta is nearly certain, or the hedge would stop: the least one values it.
    private double VolatilityOf(int s, int option, in GroupMarket group)
    {
        if (_isMoving && group.Kind != ExpiryKind.Normal)
            return _smiles.At(s, option, group.LogForward);
        double least = group.Kind == ExpiryKind.Normal ? RowLimits.NormalVolatilityMin : RowLimits.VolatilityMin;
        return _isQuoted && double.IsNaN(_volatilities[option]) ? least : _volatilities[option];
    }

    private double PaidBetween(long afterNanos, long untilNanos) =>
        _dividends?.PaidBetween(afterNanos, untilNanos) ?? 0;

    private bool IsUnknown(int option) => _isQuoted && (double.IsNaN(_volatilities[option]) || _isStandIn[option]);

    private Held ValueOf(int option, in GroupMarket group, double volatility)
    {
        SettlementKind settlement = _book.Settlements[option];
        ExpiryMarket market = group.Market;
        var terms = new OptionTerms
        {
            Type = _book.Types[option],
            Model = _book.Models[option],
            Settlement = settlement,
            Strike = _book.Strikes[option],
            Volatility = volatility,
            Market = market,
            OpenFraction = group.OpenFraction,
            AveragingYears = group.AveragingYears,
            SettlementDelta = group.SettlementDelta,
            AverageSoFar = group.Average,
        };
        if (group.HasExpired)
            return new Held { IsSettled = true, Value = PaidAt(group.Average, terms) };

        bool isOnSpot = settlement == SettlementKind.Linear
            && (terms.Model is OptionModel.Bsm or OptionModel.BsmAmerican);
        OptionValue value = DividendCase.Needs(terms) ? DividendFormula.Deltas(terms)
            : group.Kind == ExpiryKind.American ? _american.Value(option, terms) : OptionPricer.Value(terms);
        if (terms.OpenFraction < 1 && !terms.IsExact)
            value = WithFixedPart(value, terms);
        double carried = group.Ratio;
        (double first, double second) = settlement == SettlementKind.Inverse
            ? (
                value.PremiumAdjustedDelta / market.Spot,
                ((market.Forward * value.Gamma) - (2 * value.PremiumAdjustedDelta)) / (market.Spot * market.Spot))
            : isOnSpot
                ? (value.SpotDelta, value.Gamma)
                : (carried * value.FuturesDelta, carried * carried * value.Gamma);
        return new Held
        {
            Value = value.Price,
            First = first,
            Second = second,

            // By the clock alone: that of models on the spot lets the forward come nearer to the spot.
            Theta = isOnSpot ? value.Theta + ((market.Rate - market.Yield) * market.Spot * first) : value.Theta,
            Volatility = volatility,
            IsUnknown = IsUnknown(option),
            LogRatio = group.LogRatio,
        };
    }

    // What is fixed of a settlement price. Where the loop does not know it, the part that was not seen counts at the
    // first price seen, and the rest at the means of steps.
    private void NoteAverage(int s, double price, long utcNanos)
    {
        ExpiryGroup expiryGroup = _groups[s];
        double open = Averaging.OpenFraction(expiryGroup.ExpiryNanos, expiryGroup.AveragingNanos, utcNanos);
        if (open == 1 || expiryGroup.AveragingNanos == 0)
            return;
        if (!double.IsNaN(_marked[s]))
        {
            _averages[s] = _marked[s];
            return;
        }

        double before = double.IsNaN(_price)
            ? open : Averaging.OpenFraction(expiryGroup.ExpiryNanos, expiryGroup.AveragingNanos, _nanos);
        if (double.IsNaN(_averages[s]))
            _averages[s] = price;
        else if (before > open)
            _averages[s] += ((0.5 * (_price + price)) - _averages[s]) * (before - open) / (1 - open);
    }

    // As the hedge: where the loop has lost the average it hedges by the linear decay.
    private bool IsKnown(int s, long utcNanos) =>
        utcNanos <= _groups[s].ExpiryNanos - _groups[s].AveragingNanos || !double.IsNaN(_marked[s]);

    // Payoff of a unit at a settlement price, in its settlement currency.
    private static double PaidAt(double settlement, in OptionTerms terms)
    {
        double intrinsic = Math.Max(0, terms.Sign * (settlement - terms.Strike));
        return terms.Settlement == SettlementKind.Inverse ? intrinsic / settlement : intrinsic;
    }

    // By the account's linear decay, each instant of the window settles its share of the option: the part that is over
    // at the average so far, the rest is the option still. Deltas and gamma are those of that rest already.
    private static OptionValue WithFixedPart(in OptionValue value, in OptionTerms terms)
    {
        double open = terms.OpenFraction, average = terms.AverageSoFar, strike = terms.Strike;
        double paid = PaidAt(average, terms);

        // d/dt of (1 - open) paid, a window: the average moves towards the price by (S - A) / (1 - open).
        double drift = paid <= 0 ? 0
            : terms.Sign * (terms.Settlement == SettlementKind.Inverse
                ? 1 - (strike / average) + (strike * (terms.Market.Spot - average) / (average * average))
                : terms.Market.Spot - strike);
        return value with
        {
            Price = (open * value.Price) + ((1 - open) * paid),
            Theta = (open * value.Theta) + ((drift - value.Price) / terms.AveragingYears),
        };
    }

    // The market of one expiry group at a step.
    private readonly struct GroupMarket
    {
        public GroupMarket(
            in ExpiryGroup expiryGroup, double price, long utcNanos, double logRatio, double rate,
            DividendSchedule? dividends)
        {
            double years = DayCount.Years(Math.Max(0, expiryGroup.ExpiryNanos - utcNanos));
            (Kind, LogRatio, Ratio) = (expiryGroup.Kind, logRatio, Elementary.Exp(logRatio));
            Market = ExpiryMarket.OfRatio(utcNanos, years, price, rate, logRatio, dividends);
            LogForward = DividendSchedule.LogForward(dividends, price, logRatio, utcNanos, years);
            OpenFraction = Averaging.OpenFraction(expiryGroup.ExpiryNanos, expiryGroup.AveragingNanos, utcNanos);
            AveragingYears = DayCount.Years(expiryGroup.AveragingNanos);
        }

        public ExpiryKind Kind { get; }

        public double LogRatio { get; }

        // The smile's, which is net of dividends. Only where the price is positive.
        public double LogForward { get; }

        // F/S, also where the price is zero.
        public double Ratio { get; }

        public ExpiryMarket Market { get; }

        public double OpenFraction { get; }

        public double AveragingYears { get; }

        // What is fixed of a settlement on an average; without one the price itself.
        public double Average
        {
            get => double.IsNaN(field) ? Market.Spot + PaidSinceExpiry : field;
            init;
        }

        // Dividends between the expiry and the price that settles it.
        public double PaidSinceExpiry { get; init; }

        public SettlementDelta SettlementDelta { get; init; }

        public bool HasExpired => Market.Years <= 0;
    }

    // What is known of one unit of an option at the last step, in its own currency.
    private struct Held
    {
        public double Value;
        public double First;
        public double Second;
        public double Theta;
        public double Volatility;
        public double LogRatio;
        public bool IsUnknown;
        public bool IsSettled;
    }
}
