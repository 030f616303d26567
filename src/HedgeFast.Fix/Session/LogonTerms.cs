using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>What a received logon asks for.</summary>
internal readonly record struct LogonTerms(int HeartbeatSeconds, bool Reset, string? Fault)
{
    private const int LongestHeartbeatSeconds = 3600;

    /// <summary>Reads a logon; <see cref="Fault"/> says why it can't be taken.</summary>
    public static LogonTerms Read(in FixMessage logon)
    {
        bool reset = logon.TryGetChar(Tags.ResetSeqNumFlag, out byte flag) && flag == 'Y';
        if (!logon.TryGet(Tags.EncryptMethod, out ReadOnlySpan<byte> method) || method is not [(byte)'0']) return new(0, reset, "EncryptMethod (98) must be 0");
        if (!logon.TryGetLong(Tags.HeartBtInt, out long seconds) || seconds is < 0 or > LongestHeartbeatSeconds) return new(0, reset, "HeartBtInt (108) must be 0 to 3600");
        if (reset && logon.SeqNum != 1) return new(0, reset, "MsgSeqNum (34) must be 1 when ResetSeqNumFlag (141) is Y");
        return new((int)seconds, reset, null);
    }
}
