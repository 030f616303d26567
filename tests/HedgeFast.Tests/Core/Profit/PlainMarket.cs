using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Resume;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>Values a book of every pricing model and quotes its market, by pricers alone.</summary>
internal sealed class PlainMarket(Forwards forwards, VolatilityDynamics dynamics, bool hasSurface, Settled settled)
{
    private const double Carry = 0.04;
    private const long Day = 86_400 * LoopRig.Second;
    private const double Rate = 0.03;
    private const long Near = LoopRig.ExchangeStart + (30 * Day), Far = LoopRig.ExchangeStart + (90 * Day);
    private readonly Dictionary<long, double> _anchors = [];
    private long _firstNanos;
    private readonly OptionBook _book = OptionBook.Create(
        [.. new[] { Near, LoopRig.ExchangeStart + (60 * Day), Far }.SelectMany(expiry => Rows(expiry, settled))],
        ["BTC"]);

    public OptionVolatilities? Volatilities => hasSurface
        ? OptionVolatilities.OfSurface(_book, new VolatilitySurface(
            [.. _book.Groups.ToArray().Select(group => group.ExpiryNanos).Distinct().SelectMany(SurfaceRows)]))
        : null;

    public bool HasForwardGain => forwards != Forwards.Given;

    public LoopRig Rig(Func<LimitSettings, LimitSettings>? limits = null, RunStart? start = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        Instrument future(int index, long expiry) =>
            LoopRig.Perpetual with
            {
                Index = index,
                Symbol = "F" + index,
                FeedId = 1 + (uint)index,
                ExpiryNanos = expiry,
            };
        ForwardRule rule = forwards switch
        {
            Forwards.Given => new ForwardRule
            {
                Source = ForwardSource.Given,
                Given = [new ForwardPoint(Near, 1.02), new ForwardPoint(_book.Groups[^1].ExpiryNanos, 1.05)],
            },
            Forwards.Future =>
                new ForwardRule { Source = ForwardSource.Future, AgeNanosMax = 1_000 * LoopRig.Second },
            _ => new ForwardRule(),
        };
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Delta = DeltaConvention.Forward,
            Rate = Rate,
            Carry = Carry,
            Forward = rule,
            Volatility = VolatilityRule.Default with { Dynamics = dynamics },
        };
        return new LoopRig(
            settings with
            {
                Instruments = [LoopRig.Perpetual, future(1, Near), future(2, Far)],
                Underlyings = [underlying],
                Limits = limits?.Invoke(settings.Limits) ?? settings.Limits,
            },
            _book, Volatilities, start: start);
    }

    // A future's forward is its mid over the latest price, and in use from the next time step on.
    public void Quote(LoopRig rig, long mid, double near, double far)
    {
        rig.Tick(mid);
        _firstNanos = _firstNanos == 0 ? LoopRig.ExchangeStart + rig.Now : _firstNanos;
        rig.Tick((long)Math.Round(mid * near), instrument: 1);
        rig.Tick((long)Math.Round(mid * far), instrument: 2);
        rig.Quote(mid, elapsedNanos: 2 * LoopRig.Second);
        rig.Loop.EndBatch();
    }

    // The value of a unit of each option, in what it is settled in.
    public double[] Values(LoopRig rig, double price, double near, double far, long mid)
    {
        long now = LoopRig.ExchangeStart + rig.Now;
        var values = new double[_book.Count];
        for (int i = 0; i < values.Length; i++)
        {
            long expiry = _book.ExpiryNanos[i];
            double years = (expiry - now) / (365.0 * Day);
            double first = Math.Log(Math.Round(mid * near) / mid), second = Math.Log(Math.Round(mid * far) / mid);
            (double low, double high) = forwards == Forwards.Given
                ? (Math.Log(1.02), Math.Log(1.05))
                : (first, second);
            double logRatio = forwards == Forwards.Carry
                ? Carry * years : low + ((high - low) * (expiry - Near) / (double)(Far - Near));
            double forward = price * Math.Exp(logRatio);
            values[i] = OptionPricer.Value(new OptionTerms
            {
                Type = _book.Types[i],
                Model = _book.Models[i],
                Settlement = _book.Settlements[i],
                Strike = _book.Strikes[i],
                Volatility = VolatilityOf(i, forward, rig.Now),
                Market = new ExpiryMarket(now, years, price, forward, Rate, Rate - (logRatio / years)),
            }).Price;
        }

        return values;
    }

    private double VolatilityOf(int option, double forward, long now)
    {
        double strike = _book.Strikes[option];
        if (_book.Models[option] == OptionModel.Bachelier)
            return _book.Volatilities[option];
        long expiry = _book.ExpiryNanos[option];
        if (hasSurface)
        {
            return Smile(
                Math.Log(strike / (dynamics == VolatilityDynamics.StickyStrike ? SurfaceForward : forward)));
        }

        if (dynamics == VolatilityDynamics.StickyStrike)
            return _book.Volatilities[option];

        // The smile through the volatilities of its group, as it stood at the first forward.
        double aged = forwards == Forwards.Carry
            ? Carry * (LoopRig.ExchangeStart + now - _firstNanos) / (365.0 * Day)
            : 0;
        _anchors.TryAdd(expiry, forward * Math.Exp(aged));
        ExpiryKind kind = KindOf(option);
        (double K, double Variance)[] points =
        [
            .. Enumerable.Range(0, _book.Count)
                .Where(i => _book.ExpiryNanos[i] == expiry && KindOf(i) == kind)
                .GroupBy(i => Math.Log(_book.Strikes[i] / _anchors[expiry]))
                .Select(
                    g =>
                        (g.Key, g.Average(i => _book.Volatilities[i] * _book.Volatilities[i]))).OrderBy(p => p.Key),
        ];
        return Interpolated(points, Math.Log(strike / forward));
    }

    private const double SurfaceForward = 61_000;

    private static double Smile(double k) =>
        Interpolated(
            [
                .. SurfaceStrikes.Select(
                    strike => (Math.Log(strike / SurfaceForward), Math.Pow(SurfaceAt(strike), 2))),
            ],
            k);

    private static double[] SurfaceStrikes { get; } = [50_000, 56_000, 60_000, 64_000, 70_000];

    private static double SurfaceAt(double strike) =>
        0.6 + (1e-5 * (60_000 - strike)) + (1e-10 * Math.Pow(strike - 60_000, 2));

    private static double Interpolated((double K, double Variance)[] points, double k)
    {
        if (k <= points[0].K || k >= points[^1].K)
            return Math.Sqrt(k <= points[0].K ? points[0].Variance : points[^1].Variance);
        int above = Array.FindIndex(points, p => p.K > k);
        double part = (k - points[above - 1].K) / (points[above].K - points[above - 1].K);
        return Math.Sqrt(
            points[above - 1].Variance + (part * (points[above].Variance - points[above - 1].Variance)));
    }

    private ExpiryKind KindOf(int option) => _book.Groups.ToArray().Single(group => group.Contains(option)).Kind;

    private static IEnumerable<SurfaceRow> SurfaceRows(long expiry) =>
        SurfaceStrikes.Select(
            strike =>
                new SurfaceRow(
                    "BTC", expiry, LoopRig.ExchangeStart, SurfaceForward, strike, SurfaceAt(strike), null));

    private static IEnumerable<OptionRow> Rows(long expiry, Settled settled)
    {
        OptionRow row(
            OptionType type, double strike, OptionModel model, SettlementKind settlement, double quantity) => new(
            $"{model}-{settlement}-{strike}-{type}-{expiry}", "BTC", type, strike, expiry, settlement, model,
            quantity, 1,
            model == OptionModel.Bachelier ? 36_000 : SurfaceAt(strike) + 0.01);
        if (settled != Settled.Money)
        {
            yield return row(OptionType.Call, 62_000, OptionModel.Black76, SettlementKind.Inverse, -20);
            yield return row(OptionType.Put, 57_000, OptionModel.Black76, SettlementKind.Inverse, -10);
        }

        if (settled == Settled.Coin)
            yield break;
        yield return row(OptionType.Call, 60_000, OptionModel.Black76, SettlementKind.Linear, -20);
        yield return row(OptionType.Put, 58_000, OptionModel.Bsm, SettlementKind.Linear, 7);
        yield return row(OptionType.Put, 61_000, OptionModel.Bachelier, SettlementKind.Linear, -5);
        yield return row(OptionType.Put, 63_000, OptionModel.BsmAmerican, SettlementKind.Linear, -5);
        yield return row(OptionType.Call, 59_000, OptionModel.Black76American, SettlementKind.Linear, -5);
    }
}

/// <summary>Source of the forwards of a case.</summary>
public enum Forwards
{
    Carry,
    Given,
    Future,
}

/// <summary>Currency that a case's options settle in.</summary>
public enum Settled
{
    Money,
    Coin,
    Mixed,
}
