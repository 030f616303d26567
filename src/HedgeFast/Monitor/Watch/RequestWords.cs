using System.Globalization;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;

namespace HedgeFast.Monitor.Watch;

/// <summary>Explains why an operator's last refused request was refused, and what to write instead.</summary>
/// <remarks>Belongs to the thread that watches.</remarks>
/// <param name="limits">The limits as configured.</param>
internal sealed class RequestWords(LimitSettings limits)
{
    private const string Void =
        "a re-arm is void, because there was a kill after it was asked for; if trading shall begin again, ask again";

    private const string Inapplicable =
        "reconnect applies only while the session is down, position only to an instrument that position-differs or "
        + "position-in-doubt names, with one of its two numbers, average only inside the window of its expiry, and "
        + "within a tenth of the price";

    private long _before;
    private long _void;
    private long _inapplicable;
    private long _changes;

    /// <summary>Explains the last request, a change of a limit left out; null before the first.</summary>
    public string? Request { get; private set; }

    /// <summary>Explains the last change of a limit; null before the first.</summary>
    public string? LimitChange { get; private set; }

    /// <summary>Requests refused, changes of limits left out.</summary>
    public static long Count(EngineStatus status) =>
        status.Requests.Refused + status.Loop.RequestsRefused + status.Loop.RearmsRefused;

    /// <summary>Looks at what was refused since the last look.</summary>
    public void Look(EngineStatus status)
    {
        if (status.Requests.Refused > _before)
            Request = status.Requests.LastRefused;
        if (status.Loop.RequestsRefused > _inapplicable)
            Request = Inapplicable;
        if (status.Loop.RearmsRefused > _void)
            Request = Void;
        if (status.Loop.LimitChangesRefused > _changes)
            LimitChange = Change((LimitKey)status.Loop.LimitRefused, status.Loop.LimitValueRefused);
        _before = status.Requests.Refused;
        _void = status.Loop.RearmsRefused;
        _inapplicable = status.Loop.RequestsRefused;
        _changes = status.Loop.LimitChangesRefused;
    }

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
            $"{name} {value:0.######}: allowed is more than 0, at most {most * limits.OperatorFactor:0.######} "
            + $"(the configured value times limits.operatorFactor){rule}");
    }
}
