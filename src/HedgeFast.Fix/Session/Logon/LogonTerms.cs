using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Logon;

/// <summary>Terms of a received logon.</summary>
/// <param name="HeartbeatSeconds">Tag 108.</param>
/// <param name="Reset">Whether 141=Y.</param>
/// <param name="NextExpected">Tag 789, or 0.</param>
/// <param name="Fault">Reason to refuse it, or null.</param>
internal readonly record struct LogonTerms(int HeartbeatSeconds, bool Reset, long NextExpected, string? Fault)
{
    private const int LongestHeartbeatSeconds = 3600;

    /// <summary>Reads a logon.</summary>
    public static LogonTerms Read(in FixMessage logon, FixSessionSettings settings, FixRole role)
    {
        bool reset = logon.TryGetChar(Tags.ResetSeqNumFlag, out byte flag) && flag == 'Y';
        long nextExpected = 0;
        if (settings.UsesNextExpected && logon.TryGetLong(Tags.NextExpectedMsgSeqNum, out long next))
            nextExpected = Math.Max(0, next);
        string? fault = null;
        if (!logon.TryGet(Tags.EncryptMethod, out ReadOnlySpan<byte> method) || method is not [(byte)'0'])
            fault = "EncryptMethod (98) must be 0";
        else if (!logon.TryGetLong(Tags.HeartBtInt, out long seconds) || seconds is < 0 or > LongestHeartbeatSeconds)
            fault = "HeartBtInt (108) must be 0 to 3600";
        else if (reset && logon.SeqNum != 1)
            fault = "MsgSeqNum (34) must be 1 when ResetSeqNumFlag (141) is Y";
        else if (settings.IsFixt && !HasVersion(logon))
            fault = "DefaultApplVerID (1137) is missing";
        else if (settings.IsFixt && !IsOwnVersion(logon, settings))
            fault = $"DefaultApplVerID (1137) must be {settings.DefaultApplVerId}";
        else if (role == FixRole.Initiator && !IsOwnInterval(seconds, settings))
            fault = $"HeartBtInt (108) must be {settings.HeartbeatSeconds}, as we asked";
        else
            return new((int)seconds, reset, nextExpected, null);
        return new(0, reset, nextExpected, fault);
    }

    private static bool HasVersion(in FixMessage logon) =>
        logon.TryGet(Tags.DefaultApplVerID, out ReadOnlySpan<byte> version) && !version.IsEmpty;

    private static bool IsOwnVersion(in FixMessage logon, FixSessionSettings settings) =>
        logon.TryGet(Tags.DefaultApplVerID, out ReadOnlySpan<byte> version)
            && version.SequenceEqual(Encoding.ASCII.GetBytes(settings.DefaultApplVerId));

    // Without heartbeats, or with rare ones, a dead connection would be noticed late or never.
    private static bool IsOwnInterval(long seconds, FixSessionSettings settings) =>
        seconds > 0 && Math.Abs(seconds - settings.HeartbeatSeconds) <= settings.HeartbeatToleranceSeconds;

    /// <summary>The interval an acceptor grants; 0 stays 0.</summary>
    public int Granted(FixSessionSettings settings) => HeartbeatSeconds == 0
        ? 0
        : Math.Clamp(HeartbeatSeconds, settings.HeartbeatSecondsMin, settings.HeartbeatSecondsMax);
}
