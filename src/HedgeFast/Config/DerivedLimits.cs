using System.Globalization;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Config;

/// <summary>
/// Limits that latch or refuse and were not given: derived from the book, the position limit and the rates, so that none is as good as none. The rules are in Core/Limits/README.md.
/// </summary>
internal sealed class DerivedLimits
{
    // A price that doubles does not make the largest order too large.
    private const double OrderHeadroom = 2;

    // Times a day that the largest position is bought and sold, at fee and half spread.
    private const double TurnsADay = 20;

    // A basis point, where neither fee nor spread are told.
    private const double LeastCostFraction = 1e-4;

    // Of a move that comes once in a few years, against the smaller of position limit and options.
    private const double LossMove = 0.10;

    // Of the options, where their own loss counts: a position limit far below the book leaves it unhedged.
    private const double LeastBookShare = 0.01;

    // Of what the order rate allows within the window.
    private const double RepeatShare = 1.0 / 3;
    private const int LeastRepeats = 100;

    private readonly HedgeSettings _settings;
    private readonly LimitKeys _derived;
    private readonly double _largestOrder;
    private readonly double _turnCost;
    private readonly double _exposed;

    private DerivedLimits(HedgeSettings settings, LimitKeys derived, IReadOnlyList<OptionRow> rows)
    {
        (_settings, _derived) = (settings, derived);
        foreach (UnderlyingSettings underlying in settings.Underlyings)
        {
            (double units, double notional) = Of(rows, underlying.Name);
            double largest = 0;
            foreach (int i in underlying.Hedges)
            {
                Instrument instrument = settings.Instruments[i];
                double leastPrice = instrument.AllowsNegativePrice ? QuoteGuard.SignedMoveBaseTicks * instrument.TickSize : 0;
                double price = Math.Max(units > 0 ? notional / units : 0, leastPrice);
                double position = Math.Abs(instrument.Notional(settings.Limits.MaxPositionLots, price));
                _largestOrder = Math.Max(_largestOrder, Math.Abs(instrument.Notional(settings.Limits.MaxOrderLots, price)));
                _turnCost += position * Math.Max(LeastCostFraction, Math.Max(0, instrument.TakerFee) + (underlying.Costs.HalfSpreadFraction ?? 0));
                notional = Math.Max(notional, units * leastPrice);
                largest = Math.Max(largest, position);
            }

            double least = settings.Limits.LossBasis == LossBasis.Book ? LeastBookShare * notional : 0;
            _exposed += Math.Min(Math.Max(largest, least), notional);
        }
    }

    /// <summary>The limits with those that were not given derived.</summary>
    public LimitSettings Limits => _settings.Limits with
    {
        MaxOrderNotional = Pick(LimitKeys.MaxOrderNotional, OrderHeadroom * _largestOrder, _settings.Limits.MaxOrderNotional),
        MaxRepeats = (_derived & LimitKeys.MaxRepeats) != 0 ? Repeats : _settings.Limits.MaxRepeats,
        MaxDayCost = Pick(LimitKeys.MaxDayCost, TurnsADay * _turnCost, _settings.Limits.MaxDayCost),
        MaxDayLoss = Pick(LimitKeys.MaxDayLoss, LossMove * _exposed, _settings.Limits.MaxDayLoss),
        TradesUnvalued = (_derived & LimitKeys.MaxDayLoss) != 0,
    };

    private double WindowSeconds => _settings.Limits.RepeatWindowNanos / 1e9;

    private int Repeats => (int)Math.Clamp(Math.Round(RepeatShare * _settings.Limits.OrdersPerSecond * WindowSeconds), LeastRepeats, 1e9);

    /// <summary>Derives what a configuration leaves to its book.</summary>
    public static DerivedLimits Of(ResolvedConfig config, IReadOnlyList<OptionRow> rows) => new(config.Settings, config.DerivedKeys, rows);

    /// <summary>The configuration with its limits derived.</summary>
    public static ResolvedConfig Apply(ResolvedConfig config, IReadOnlyList<OptionRow> rows) =>
        config with { Settings = config.Settings with { Limits = Of(config, rows).Limits } };

    /// <summary>Each limit, where it is from and how far it is from being reached, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        LimitSettings limits = Limits;
        yield return Line(LimitKeys.MaxOrderNotional, "maxOrderNotional", limits.MaxOrderNotional, Times(limits.MaxOrderNotional, _largestOrder, "the notional of the largest order (maxOrderLots)"));
        yield return Line(LimitKeys.MaxRepeats, "maxRepeats", limits.MaxRepeats,
            string.Create(CultureInfo.InvariantCulture, $"{limits.MaxRepeats / (double)limits.OrdersPerSecond:0.#} s of orders to one side at ordersPerSecond, within {WindowSeconds:0.###} s"));
        yield return Line(LimitKeys.MaxDayCost, "maxDayCost", limits.MaxDayCost, Times(limits.MaxDayCost, _turnCost, "fee and half spread of the largest position (maxPositionLots)"));
        yield return Line(LimitKeys.MaxDayLoss, "maxDayLoss", limits.MaxDayLoss, _exposed > 0
            ? string.Create(CultureInfo.InvariantCulture, $"a move of {100 * limits.MaxDayLoss / _exposed:0.##} % against the largest position, or all options where that is less")
            : "no options, so no move reaches it");
    }

    private string Line(LimitKeys key, string name, double value, string far) =>
        string.Create(CultureInfo.InvariantCulture, $"limits.{name,-17} {value,18:0.##}  {((_derived & key) != 0 ? "derived" : "given"),-8} {far}");

    private static string Times(double limit, double unit, string what) =>
        unit > 0 ? string.Create(CultureInfo.InvariantCulture, $"{limit / unit:0.##} times {what}") : $"no options, so no price to measure {what} by";

    // Where there is nothing to derive from, what the settings have stays.
    private double Pick(LimitKeys key, double derived, double given) => (_derived & key) != 0 && derived > 0 && double.IsFinite(derived) ? derived : given;

    private static (double Units, double Notional) Of(IReadOnlyList<OptionRow> rows, string underlying)
    {
        (double units, double notional) = (0, 0);
        foreach (OptionRow row in rows)
        {
            if (row.Underlying != underlying)
                continue;
            double size = Math.Abs(row.Quantity * row.Multiplier);
            units += size;
            notional += size * Math.Abs(row.Strike);
        }

        return (units, notional);
    }
}
