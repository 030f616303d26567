using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// Requests of operators that cross one another. I17: nothing leaves after a kill before a re-arm whose author saw it;
/// a latch goes with a name only, and no limit is looser than an operator may set.
/// </summary>
/// <param name="scene">The loop and its judge.</param>
internal sealed class LoopPeople(LoopScene scene)
{
    private static readonly LimitKey[] Keys = [.. Enum.GetValues<LimitKey>().Where(key => key != LimitKey.None)];

    public long LimitChanges { get; private set; }

    public long Settlements { get; private set; }

    public long VoidRearms { get; private set; }

    public void Kill()
    {
        (scene.Killed, scene.HasVoidRearm, scene.MayUnlatch) = (true, false, false);
        scene.Kills++;
        if (!scene.Fault.HidesKills)
            scene.Rig.Control(new ControlEvent { Kind = ControlKind.Kill, Lots = scene.Kills });
    }

    /// <summary>Granted at once, or when everything is known: from here on the exchange may see orders again.</summary>
    public void Rearm()
    {
        long seen = Math.Max(0, scene.Kills - (scene.Random.Next(4) == 0 ? 1 : 0));
        OperatorName name = Name(scene.Random.Next(4) != 0);
        bool isVoid = seen < scene.Kills;
        scene.HasVoidRearm |= isVoid && scene.Killed;
        VoidRearms += isVoid ? 1 : 0;
        if (!isVoid && (!name.IsEmpty || scene.Latches == 0))
            (scene.Killed, scene.MayUnlatch) = (false, scene.MayUnlatch || !name.IsEmpty);
        scene.Rig.Control(
            scene.Fault.Asked(new ControlEvent { Kind = ControlKind.Rearm, Lots = seen, Operator = name }));
    }

    public void ChangeLimit()
    {
        LimitKey key = Keys[scene.Random.Next(Keys.Length)];
        double configured = Of(scene.Judged.Limits, key);
        double value = configured * (0.3 + (scene.Random.NextDouble() * scene.Random.Next(1, 4)));
        if (key is LimitKey.MaxOrderLots or LimitKey.MaxPositionLots)
            value = Math.Round(value);
        long refused = scene.Rig.Loop.Counters.LimitChangesRefused;
        scene.Rig.Control(
            new ControlEvent
            {
                Kind = ControlKind.SetLimit,
                Limit = key,
                Value = value,
                Operator = Name(scene.Random.Next(2) == 0),
            });
        if (scene.Rig.Loop.Counters.LimitChangesRefused != refused)
            return;
        LimitChanges++;
        scene.Require(
            value <= configured * scene.Judged.Limits.OperatorFactor,
            $"I17: {key} was set to {value}, looser than {scene.Judged.Limits.OperatorFactor} times {configured}");
        scene.Limits = LimitsInForce.With(scene.Limits, key, value);
    }

    /// <summary>Somebody says which position is right: often ours, with a name.</summary>
    public void SettlePosition()
    {
        int instrument = Array.FindIndex(scene.Doubted, doubted => doubted) is >= 0 and int doubted
            ? doubted
            : scene.Random.Next(scene.Instruments);
        if (scene.Rig.Loop.Ledger.Live.HasOpenEnd(instrument))
            return;
        bool isOurs = scene.Random.Next(3) != 0 && Math.Abs(scene.Positions[instrument]) < 40_000;
        long lots = isOurs ? scene.Positions[instrument] : scene.Random.Next(-20_000, 20_000);
        OperatorName name = Name(scene.Random.Next(4) != 0);
        long refused = scene.Rig.Loop.Counters.RequestsRefused;
        scene.Rig.Control(
            new ControlEvent
            {
                Kind = ControlKind.SettlePosition,
                Instrument = instrument,
                Lots = lots,
                Operator = name,
            });
        if (scene.Rig.Loop.Counters.RequestsRefused != refused)
            return;
        Settlements++;
        scene.Require(!name.IsEmpty, "I17: a position was settled without a name");
        (scene.Positions[instrument], scene.Doubted[instrument]) = (lots, false);
    }

    /// <summary>What holds of every order.</summary>
    public void CheckOrder()
    {
        scene.Require(!scene.Killed || !scene.HasVoidRearm, "I17: sent after a kill that no re-arm has seen");
        scene.Require(!scene.Killed, "I5: sent while killed");
        scene.Require(scene.Latches == 0 || scene.MayUnlatch, "I17: sent while a limit was latched");
    }

    /// <summary>What holds after every step.</summary>
    public void Check()
    {
        long latches = scene.Rig.Loop.Counters.Latches;
        scene.Require((scene.Latches & ~latches) == 0 || scene.MayUnlatch, "I17: a latch went without a name");
        scene.MayUnlatch &= latches != 0;
        scene.Latches = latches;
    }

    private static OperatorName Name(bool isNamed) => isNamed ? OperatorName.Of("Q") : default;

    private static double Of(LimitSettings limits, LimitKey key) => key switch
    {
        LimitKey.MaxOrderLots => limits.MaxOrderLots,
        LimitKey.MaxPositionLots => limits.MaxPositionLots,
        LimitKey.MaxOrderNotional => limits.MaxOrderNotional,
        LimitKey.CollarFraction => limits.CollarFraction,
        LimitKey.MaxDayCost => limits.MaxDayCost,
        _ => limits.MaxDayLoss,
    };
}
