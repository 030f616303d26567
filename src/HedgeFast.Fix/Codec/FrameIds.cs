using System.Text;

namespace HedgeFast.Fix.Codec;

/// <summary>What every message of a session says about who speaks to whom. Optional parts are left out when null or empty.</summary>
internal sealed record FrameIds(string BeginString, string SenderCompId, string TargetCompId)
{
    public string? SenderSubId { get; init; }

    public string? SenderLocationId { get; init; }

    public string? TargetSubId { get; init; }

    public string? TargetLocationId { get; init; }

    /// <summary>"8=..|9=".</summary>
    public byte[] Front() => Encoding.ASCII.GetBytes($"8={BeginString}\u00019=");

    /// <summary>What stands before SendingTime.</summary>
    public byte[] Sender() => Encoding.ASCII.GetBytes(Field(Tags.SenderCompID, SenderCompId) + Field(Tags.SenderSubID, SenderSubId) + Field(Tags.SenderLocationID, SenderLocationId));

    /// <summary>What stands behind SendingTime.</summary>
    public byte[] Target() => Encoding.ASCII.GetBytes(Field(Tags.TargetCompID, TargetCompId));

    /// <summary>What stands behind TargetCompID, and so comes back by itself when a stored message is sent again.</summary>
    public byte[] TargetDetails() => Encoding.ASCII.GetBytes(Field(Tags.TargetSubID, TargetSubId) + Field(Tags.TargetLocationID, TargetLocationId));

    private static string Field(int tag, string? value) => string.IsNullOrEmpty(value) ? "" : $"{tag}={value}\u0001";
}
