using System.Text;

namespace HedgeFast.Fix.Codec;

/// <summary>Ids in the header of every message of a session. Null or empty parts are left out.</summary>
internal sealed record FrameIds(string BeginString, string SenderCompId, string TargetCompId)
{
    public string? SenderSubId { get; init; }

    public string? SenderLocationId { get; init; }

    public string? TargetSubId { get; init; }

    public string? TargetLocationId { get; init; }

    /// <summary>"8=..|9=".</summary>
    public byte[] Front() => Encoding.ASCII.GetBytes($"8={BeginString}\u00019=");

    /// <summary>The ids before SendingTime.</summary>
    public byte[] Sender() => Encoding.ASCII.GetBytes(
        Field(Tags.SenderCompID, SenderCompId)
            + Field(Tags.SenderSubID, SenderSubId)
            + Field(Tags.SenderLocationID, SenderLocationId));

    /// <summary>The ids behind SendingTime.</summary>
    public byte[] Target() => Encoding.ASCII.GetBytes(Field(Tags.TargetCompID, TargetCompId));

    /// <summary>The ids behind TargetCompID; a resend copies them with the stored body.</summary>
    public byte[] TargetDetails() => Encoding.ASCII.GetBytes(
        Field(Tags.TargetSubID, TargetSubId) + Field(Tags.TargetLocationID, TargetLocationId));

    private static string Field(int tag, string? value) => string.IsNullOrEmpty(value) ? "" : $"{tag}={value}\u0001";
}
