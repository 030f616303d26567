namespace HedgeFast.Fix.Codec;

/// <summary>One-character message types of FIX.4.4, as the byte behind 35=.</summary>
public static class MsgTypes
{
#pragma warning disable CS1591 // The standard's own names are the documentation.
    public const byte Heartbeat = (byte)'0';
    public const byte TestRequest = (byte)'1';
    public const byte ResendRequest = (byte)'2';
    public const byte Reject = (byte)'3';
    public const byte SequenceReset = (byte)'4';
    public const byte Logout = (byte)'5';
    public const byte ExecutionReport = (byte)'8';
    public const byte OrderCancelReject = (byte)'9';
    public const byte Logon = (byte)'A';
    public const byte NewOrderSingle = (byte)'D';
    public const byte OrderCancelRequest = (byte)'F';
    public const byte OrderCancelReplaceRequest = (byte)'G';
    public const byte OrderStatusRequest = (byte)'H';
    public const byte BusinessMessageReject = (byte)'j';
#pragma warning restore CS1591

    /// <summary>Whether <paramref name="msgType"/> belongs to the session layer: never replayed, never passed to the application.</summary>
    public static bool IsAdmin(ReadOnlySpan<byte> msgType) =>
        msgType.Length == 1 && msgType[0] is (>= Heartbeat and <= Logout) or Logon;

    /// <summary>Whether <paramref name="msgType"/> could be a type of FIX.4.4: one letter or digit, AA to BH, or a user-defined type that starts with U.</summary>
    public static bool IsDefined(ReadOnlySpan<byte> msgType) => msgType.Length switch
    {
        0 => false,
        1 => char.IsAsciiLetterOrDigit((char)msgType[0]),
        2 when msgType[0] == 'A' => char.IsAsciiLetterUpper((char)msgType[1]),
        2 when msgType[0] == 'B' => msgType[1] is >= (byte)'A' and <= (byte)'H',
        <= 4 => msgType[0] == 'U',
        _ => false,
    };
}
