namespace HedgeFast.Fix.Session;

/// <summary>Values of SessionRejectReason (373) and BusinessRejectReason (380).</summary>
public static class RejectReasons
{
#pragma warning disable CS1591 // The standard's own names are the documentation.
    public const int InvalidTagNumber = 0;
    public const int RequiredTagMissing = 1;
    public const int TagWithoutValue = 4;
    public const int ValueIncorrect = 5;
    public const int IncorrectDataFormat = 6;
    public const int CompIdProblem = 9;
    public const int SendingTimeAccuracy = 10;
    public const int InvalidMsgType = 11;
    public const int Other = 99;
    public const int BusinessOther = 0;
    public const int BusinessUnknownId = 1;
    public const int BusinessUnsupportedMessageType = 3;
    public const int BusinessApplicationNotAvailable = 4;
    public const int BusinessRequiredFieldMissing = 5;
#pragma warning restore CS1591
}
