namespace HedgeFast.Fix.Codec;

/// <summary>One-character message types of FIX, as the byte behind 35=.</summary>
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
    public const byte QuoteRequest = (byte)'R';
    public const byte MarketDataRequest = (byte)'V';
    public const byte MarketDataSnapshot = (byte)'W';
    public const byte MarketDataIncrement = (byte)'X';
    public const byte MarketDataRequestReject = (byte)'Y';
    public const byte SecurityDefinition = (byte)'d';
    public const byte BusinessMessageReject = (byte)'j';
#pragma warning restore CS1591

    /// <summary>
    /// Whether <paramref name="msgType"/> belongs to the session layer: never replayed, never passed to the
    /// application.
    /// </summary>
    public static bool IsAdmin(ReadOnlySpan<byte> msgType) =>
        msgType.Length == 1 && msgType[0] is (>= Heartbeat and <= Logout) or Logon;

    /// <summary>OrderMassStatusRequest.</summary>
    public static ReadOnlySpan<byte> OrderMassStatusRequest => "AF"u8;

    /// <summary>RequestForPositions.</summary>
    public static ReadOnlySpan<byte> RequestForPositions => "AN"u8;

    /// <summary>RequestForPositionsAck.</summary>
    public static ReadOnlySpan<byte> RequestForPositionsAck => "AO"u8;

    /// <summary>PositionReport.</summary>
    public static ReadOnlySpan<byte> PositionReport => "AP"u8;

    /// <summary>
    /// Whether <paramref name="msgType"/> acts on the market: orders, cancels, replaces, lists, quotes and crosses.
    /// Sent late, it does harm.
    /// </summary>
    public static bool IsOrder(ReadOnlySpan<byte> msgType) =>
        msgType.Length == 1
            ? msgType[0] is (>= (byte)'D' and <= (byte)'G') or (byte)'K' or (byte)'L' or (byte)'S' or (byte)'i'
                or (byte)'k' or (byte)'q' or (byte)'s' or (byte)'t' or (byte)'u'
            : msgType is [(byte)'A', (byte)'B' or (byte)'C'];

    /// <summary>
    /// Whether <paramref name="msgType"/> reports on orders or positions (8, 9, j, AO, AP). Lost, it leaves the
    /// position wrong.
    /// </summary>
    public static bool TellsOfOrders(ReadOnlySpan<byte> msgType) => msgType.Length == 1
        ? msgType[0] is ExecutionReport or OrderCancelReject or BusinessMessageReject
        : msgType is [(byte)'A', (byte)'O' or (byte)'P'];

    /// <summary>
    /// Whether <paramref name="msgType"/> is well-formed: a letter or digit, AA to EZ, or user-defined (U...). A
    /// dictionary knows the version's own.
    /// </summary>
    public static bool IsDefined(ReadOnlySpan<byte> msgType) => msgType.Length switch
    {
        0 => false,
        1 => char.IsAsciiLetterOrDigit((char)msgType[0]),
        2 when msgType[0] is >= (byte)'A' and <= (byte)'E' => char.IsAsciiLetterUpper((char)msgType[1]),
        <= 4 => msgType[0] == 'U',
        _ => false,
    };
}
