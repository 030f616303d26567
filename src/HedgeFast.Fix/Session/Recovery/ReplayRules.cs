using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Recovery;

/// <summary>Selects the stored messages that may be resent.</summary>
internal sealed class ReplayRules(FixSessionSettings settings, IFixApplication application)
{
    /// <summary>Whether a message may be resent; otherwise a gap fill replaces it.</summary>
    public bool Allows(in FixMessage original, long nowUtc)
    {
        ReadOnlySpan<byte> type = original.MsgType;
        if (MsgTypes.IsAdmin(type))
            return settings.ReplaysRejects && original.Type == MsgTypes.Reject;
        return !(MsgTypes.IsOrder(type) && IsStale(original, nowUtc)) && application.ShouldReplay(type);
    }

    private bool IsStale(in FixMessage original, long nowUtc) =>
        settings.OrderReplayNanos == 0
            || !FixTimestamp.TryRead(original.SendingTime, out long sent)
            || nowUtc - sent > settings.OrderReplayNanos;
}
