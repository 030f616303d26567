using System.Globalization;
using HedgeFast.Config.Keys;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Config.Resolve;

/// <summary>Derives the limits that a configuration leaves to its book, its position limit and its rates.</summary>
/// <remarks>A limit that is left out still binds. The rules are in Core/Limits/README.md.</remarks>
internal sealed class DerivedLimits
{
    // A price that doubles does not make the largest order too large.
    private const double OrderHeadroom = 2;

    // Times a day that the largest position is bought and sold, at fee and half spread.
    private const double TurnsADay = 20;

    // A basis point, where neither fee nor spread is given.
    private const double LeastCostFraction = 1e-4;

    // Of a move that comes once in a few years, against the smaller of position limit and options.
    private const double LossMove = 0.10;

    // Of the options, where their own loss counts: a position limit far below the book leaves it unhedged.
    private const double LeastBookShare = 0.01;

    // Of the orders that the rate allows within the window.
    private const double RepeatShare = 1.0 / 3;
    private const int LeastRepeats = 100;
    private const double MostRepeats = 1e9;

    private readonly HedgeSettings _settings;
    private readonly IReadOnlyList<ConfigKey> _derived;
    private readonly double _largestOrder;
    private readonly double _turnCost;
    private readonly double _exposed;

    private DerivedLimits(HedgeSettings settings, IReadOnlyList<ConfigKey> derived, IReadOnlyList<OptionRow> rows)
    {
        _settings = settings;
        _derived = derived;
        foreach (UnderlyingSettings underlying in settings.Underlyings)
        {
            (double units, double notional) = Of(rows, underlying.Name);
            double largest = 0;
            foreach (int i in underlying.Hedges)
            {
                Instrument instrument = settings.Instruments[i];
                double leastPrice =
                    instrument.AllowsNegativePrice ? QuoteGuard.SignedMoveBaseTicks * instrument.TickSize : 0;
                double price = Math.Max(units > 0 ? notional / units : 0, leastPrice);
                double position = Math.Abs(instrument.Notional(settings.Limits.MaxPositionLots, price));
                double order = Math.Abs(instrument.Notional(settings.Limits.MaxOrderLots, price));
                double cost = Math.Max(0, instrument.TakerFee) + (underlying.Costs.HalfSpreadFraction ?? 0);
                _largestOrder = Math.Max(_largestOrder, order);
                _turnCost += position * Math.Max(LeastCostFraction, cost);
                notional = Math.Max(notional, units * leastPrice);
                largest = Math.Max(largest, position);
            }

            double least = settings.Limits.LossBasis == LossBasis.Book ? LeastBookShare * notional : 0;
            _exposed += Math.Min(Math.Max(largest, least), notional);
        }
    }

    /// <summary>The limits, those that were left out derived.</summary>
    public LimitSettings Limits => _settings.Limits with
    {
        MaxOrderNotional =
            Pick(LimitKeys.MaxOrderNotional, OrderHeadroom * _largestOrder, _settings.Limits.MaxOrderNotional),
        MaxRepeats = IsDerived(LimitKeys.MaxRepeats) ? Repeats : _settings.Limits.MaxRepeats,
        MaxDayCost = Pick(LimitKeys.MaxDayCost, TurnsADay * _turnCost, _settings.Limits.MaxDayCost),
        MaxDayLoss = Pick(LimitKeys.MaxDayLoss, LossMove * _exposed, _settings.Limits.MaxDayLoss),
        TradesUnvalued = IsDerived(LimitKeys.MaxDayLoss),
    };

    private double WindowSeconds => _settings.Limits.RepeatWindowNanos / 1e9;

    private int Repeats => (int)Math.Clamp(
        Math.Round(RepeatShare * _settings.Limits.OrdersPerSecond * WindowSeconds), LeastRepeats, MostRepeats);

    /// <summary>Derives the limits of a configuration from its book.</summary>
    public static DerivedLimits Of(ResolvedConfig config, IReadOnlyList<OptionRow> rows) =>
        new(config.Settings, config.DerivedKeys, rows);

    /// <summary>The configuration with its limits derived.</summary>
    public static ResolvedConfig Apply(ResolvedConfig config, IReadOnlyList<OptionRow> rows) =>
        config with { Settings = config.Settings with { Limits = Of(config, rows).Limits } };

    /// <summary>A line for each limit: value, given or derived, and the distance until it is reached.</summary>
    public IEnumerable<string> Lines()
    {
        LimitSettings limits = Limits;
        yield return Line(
            LimitKeys.MaxOrderNotional,
            limits.MaxOrderNotional,
            Times(limits.MaxOrderNotional, _largestOrder, "the notional of the largest order (maxOrderLots)"));
        yield return Line(
            LimitKeys.MaxRepeats,
            limits.MaxRepeats,
            RepeatDistance(limits));
        yield return Line(
            LimitKeys.MaxDayCost,
            limits.MaxDayCost,
            Times(limits.MaxDayCost, _turnCost, "fee and half spread of the largest position (maxPositionLots)"));
        yield return Line(LimitKeys.MaxDayLoss, limits.MaxDayLoss, LossDistance(limits.MaxDayLoss));
    }

    private string RepeatDistance(LimitSettings limits)
    {
        double seconds = limits.MaxRepeats / (double)limits.OrdersPerSecond;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds:0.#} s of orders to one side at ordersPerSecond, within {WindowSeconds:0.###} s");
    }

    private string LossDistance(double loss)
    {
        if (!(_exposed > 0))
            return "no options, so no move reaches it";
        string move = (100 * loss / _exposed).ToString("0.##", CultureInfo.InvariantCulture);
        return $"a move of {move} % against the largest position, or all options where that is less";
    }

    private string Line(ConfigKey key, double value, string distance)
    {
        string origin = IsDerived(key) ? "derived" : "given";
        return string.Create(CultureInfo.InvariantCulture, $"{key.Path,-24} {value,18:0.##}  {origin,-8} {distance}");
    }

    private static string Times(double limit, double unit, string what) =>
        unit > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{limit / unit:0.##} times {what}")
            : $"no options, so no price to measure {what} by";

    private bool IsDerived(ConfigKey key) => _derived.Contains(key);

    // Without a book to derive from, the value of the settings stays.
    private double Pick(ConfigKey key, double derived, double given) =>
        IsDerived(key) && derived > 0 && double.IsFinite(derived) ? derived : given;

    private static (double Units, double Notional) Of(IReadOnlyList<OptionRow> rows, string underlying)
    {
        double units = 0;
        double notional = 0;
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
