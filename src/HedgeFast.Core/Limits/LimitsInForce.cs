using HedgeFast.Core.Control;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>The limits in force: as configured, as operators changed them, as the run before left them. Owned by
/// <see cref="PreTradeLimits"/>.</summary>
/// <param name="settings">The configured limits.</param>
internal sealed class LimitsInForce(LimitSettings settings)
{
    // No limit in lots, money or a fraction is larger than this.
    private const double MaxValue = 1e15;

    private readonly LimitSettings _configured = settings;
    private long _byHand;
    private OperatorName _changedBy;

    /// <summary>The limits.</summary>
    public LimitSettings Settings { get; private set; } = settings;

    /// <summary>Settings with another value of one limit.</summary>
    public static LimitSettings With(LimitSettings settings, LimitKey key, double value) => key switch
    {
        LimitKey.MaxOrderLots => settings with { MaxOrderLots = (long)value },
        LimitKey.MaxPositionLots => settings with { MaxPositionLots = (long)value },
        LimitKey.MaxOrderNotional => settings with { MaxOrderNotional = value },
        LimitKey.CollarFraction => settings with { CollarFraction = value },
        LimitKey.MaxDayCost => settings with { MaxDayCost = value },
        _ => settings with { MaxDayLoss = value },
    };

    /// <summary>Changes a limit from the next order on.</summary>
    /// <param name="key">The limit.</param>
    /// <param name="value">Its new value: positive, within the other limits, and at most
    /// <see cref="LimitSettings.OperatorFactor"/> times the configured one.</param>
    /// <param name="by">The operator; empty without a name.</param>
    /// <returns>Whether the value holds.</returns>
    public bool TryChange(LimitKey key, double value, OperatorName by)
    {
        if (!(value > 0 && value <= MaxValue) || key is LimitKey.None or > LimitKey.MaxDayLoss)
            return false;
        LimitSettings changed = With(Settings, key, value);
        if (!changed.Hold || !(value <= _configured.OperatorFactor * Of(_configured, key)))
            return false;
        Settings = changed;
        _byHand |= 1L << (int)key;
        _changedBy = by;
        return true;
    }

    /// <summary>The limits to journal, and which of them an operator changed.</summary>
    public CarriedLimits ToCarried() => CarriedLimits.Of(Settings, _byHand, _changedBy);

    /// <summary>Restores the limits that operators changed in the run before, all at once.</summary>
    /// <returns>Whether they hold together with the limits of this run; if not nothing changes.</returns>
    public bool TryCarry(in CarriedLimits limits)
    {
        LimitSettings restored = limits.Over(Settings);
        if (!restored.Hold)
            return false;
        Settings = restored;
        _byHand = limits.ByHand;
        _changedBy = limits.Operator;
        return true;
    }

    /// <summary>Adds every limit that may be changed.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_byHand);
        digest.Add(Settings.MaxOrderLots);
        digest.Add(Settings.MaxPositionLots);
        digest.Add(Settings.MaxOrderNotional);
        digest.Add(Settings.CollarFraction);
        digest.Add(Settings.MaxDayCost);
        digest.Add(Settings.MaxDayLoss);
    }

    private static double Of(LimitSettings settings, LimitKey key) => key switch
    {
        LimitKey.MaxOrderLots => settings.MaxOrderLots,
        LimitKey.MaxPositionLots => settings.MaxPositionLots,
        LimitKey.MaxOrderNotional => settings.MaxOrderNotional,
        LimitKey.CollarFraction => settings.CollarFraction,
        LimitKey.MaxDayCost => settings.MaxDayCost,
        _ => settings.MaxDayLoss,
    };
}
