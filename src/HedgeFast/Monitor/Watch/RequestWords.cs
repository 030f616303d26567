using System.Globalization;
using HedgeFast.Core.Limits;

namespace HedgeFast.Monitor.Watch;

/// <summary>Says why an operator's last refused request was refused and what to write instead. Belongs to the thread that watches.</summary>
/// <param name="limits">The limits as configured.</param>
internal sealed class RequestWords(LimitSettings limits)
{
    private const string Void = "a re-arm is void, because there was a kill after it was asked for; if trading shall begin again, ask again";

    private const string Inapplicable =
        "reconnect applies only while the session is down, position only to an instrument that position-differs or "
        + "position-in-doubt names, with one of its two numbers, average only inside the window of its expiry, and "
        + "within a tenth of the price";

    private long _before;
    private long _void;
    private long _inapplicable;
    private long _changes;
    private string? _request;
    private string? _change;

    /// <summary>Looks at what was refused since the last look.</summary>
    public void Look(in EngineSigns signs)
    {
        long before = signs.RequestsRefused - signs.RearmsVoid - signs.RequestsInapplicable;
        if (before > _before)
            _request = signs.RequestRefused;
        if (signs.RequestsInapplicable > _inapplicable)
            _request = Inapplicable;
        if (signs.RearmsVoid > _void)
            _request = Void;
        if (signs.LimitChangesRefused > _changes)
            _change = Change(signs.LimitRefused, signs.LimitValueRefused);
        (_before, _void, _inapplicable, _changes) = (before, signs.RearmsVoid, signs.RequestsInapplicable, signs.LimitChangesRefused);
    }

    /// <summary>Of the last request, a change of a limit left out; null before the first.</summary>
    public string? Request => _request;

    /// <summary>Of the last change of a limit; null before the first.</summary>
    public string? LimitChange => _change;

    private string? Change(LimitKey key, double value)
    {
        double? configured = key switch
        {
            LimitKey.MaxOrderLots => limits.MaxOrderLots,
            LimitKey.MaxPositionLots => limits.MaxPositionLots,
            LimitKey.MaxOrderNotional => limits.MaxOrderNotional,
            LimitKey.CollarFraction => limits.CollarFraction,
            LimitKey.MaxDayCost => limits.MaxDayCost,
            LimitKey.MaxDayLoss => limits.MaxDayLoss,
            _ => null,
        };
        if (configured is not { } most)
            return null;
        string rule = key switch
        {
            LimitKey.MaxOrderLots => ", at least limits.overshootLots and at most maxPositionLots",
            LimitKey.MaxPositionLots => ", at least maxOrderLots",
            _ => "",
        };
        string name = char.ToLowerInvariant(key.ToString()[0]) + key.ToString()[1..];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {value:0.######}: allowed is more than 0, at most {most * limits.OperatorFactor:0.######} (the configured value times limits.operatorFactor){rule}");
    }
}
