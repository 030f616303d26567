namespace HedgeFast.Fix.Profiles;

/// <summary>The field of a logon that tells the venue to cancel our orders when the connection is lost. It never makes the book known to be flat: compare after every logon.</summary>
public sealed record CancelOnDisconnect
{
    /// <summary>The field, or 0 when the venue has none: it's agreed with the venue then, or not to be had.</summary>
    public int Tag { get; init; }

    /// <summary>Its value that asks for it.</summary>
    public string On { get; init; } = "Y";

    /// <summary>Its value that asks for orders to stay.</summary>
    public string Off { get; init; } = "N";

    /// <summary>Which of the two is sent.</summary>
    public bool IsOn { get; init; } = true;
}
