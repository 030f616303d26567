namespace HedgeFast.Fix.Session;

/// <summary>Values of SessionRejectReason (373) and BusinessRejectReason (380).</summary>
public static class RejectReasons
{
#pragma warning disable CS1591 // The standard's own names are the documentation.
    public const int InvalidTagNumber = 0;
    public const int RequiredTagMissing = 1;
    public const int TagNotDefinedForType = 2;
    public const int TagWithoutValue = 4;
    public const int ValueIncorrect = 5;
    public const int IncorrectDataFormat = 6;
    public const int CompIdProblem = 9;
    public const int SendingTimeAccuracy = 10;
    public const int InvalidMsgType = 11;
    public const int TagRepeated = 13;
    public const int OutOfOrder = 14;
    public const int GroupOutOfOrder = 15;
    public const int GroupCountIncorrect = 16;
    public const int Other = 99;
    public const int BusinessOther = 0;
    public const int BusinessUnknownId = 1;
    public const int BusinessUnsupportedMessageType = 3;
    public const int BusinessApplicationNotAvailable = 4;
    public const int BusinessRequiredFieldMissing = 5;
#pragma warning restore CS1591

    /// <summary>Largest reason that FIX.4.2 has a number for; later ones are given as text only.</summary>
    internal const int LargestOfFix42 = InvalidMsgType;

    /// <summary>
    /// The standard's text for a SessionRejectReason; empty for <see cref="Other"/> and any not listed above.
    /// </summary>
    public static ReadOnlySpan<byte> Text(int reason) => reason switch
    {
        InvalidTagNumber => "Invalid tag number"u8,
        RequiredTagMissing => "Required tag missing"u8,
        TagNotDefinedForType => "Tag not defined for this message type"u8,
        TagWithoutValue => "Tag specified without a value"u8,
        ValueIncorrect => "Value is incorrect (out of range) for this tag"u8,
        IncorrectDataFormat => "Incorrect data format for value"u8,
        CompIdProblem => "CompID problem"u8,
        SendingTimeAccuracy => "SendingTime accuracy problem"u8,
        InvalidMsgType => "Invalid MsgType"u8,
        TagRepeated => "Tag appears more than once"u8,
        OutOfOrder => "Tag specified out of required order"u8,
        GroupOutOfOrder => "Repeating group fields out of order"u8,
        GroupCountIncorrect => "Incorrect NumInGroup count for repeating group"u8,
        _ => default,
    };
}
