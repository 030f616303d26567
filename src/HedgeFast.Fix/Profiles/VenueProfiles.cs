using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Profiles;

/// <summary>Profiles of the library, as places to start: a venue's current rules of engagement decide.</summary>
public static class VenueProfiles
{
    /// <summary>FIX.4.2 as the specification has it.</summary>
    public static VenueProfile Generic42 { get; } = new() { Name = "generic-4.2", BeginString = "FIX.4.2" };

    /// <summary>FIX.4.4 as the specification has it.</summary>
    public static VenueProfile Generic44 { get; } = new() { Name = "generic-4.4" };

    /// <summary>FIX.5.0SP2 over FIXT.1.1 as the specification has it.</summary>
    public static VenueProfile Fixt50Sp2 { get; } = new() { Name = "fixt-5.0sp2", BeginString = "FIXT.1.1" };

    /// <summary>
    /// Deribit: numbers start at 1 with each logon, cancel on disconnect, a signed nonce; its SendingTime is unchecked.
    /// </summary>
    public static VenueProfile Deribit { get; } = new()
    {
        Name = "deribit",
        ResetOnLogon = true,
        MaxSendingTimeSkewMs = 0,
        CancelOnDisconnect = new CancelOnDisconnect { Tag = 9001 },
        Credentials = new LogonCredentials { Scheme = CredentialScheme.Nonce, Secret = "env:HEDGEFAST_FIX_SECRET" },
        OrdersMax = 5,
        CancelsMax = 5,
        ResendPerSecond = 100,
        TransientRefusals = ["unavailable", "maintenance"],
    };

    /// <summary>
    /// A futures exchange in CME's manner: weekly sessions in Chicago, resend requests of 2,500 at most, 369, signed
    /// logon, message controls.
    /// </summary>
    /// <remarks>
    /// Message controls over three seconds with distance kept, at most 50 open status requests. Cancel on disconnect is
    /// the venue's own setting.
    /// </remarks>
    public static VenueProfile CmeLike { get; } = new()
    {
        Name = "cme-like",
        BeginString = "FIX.4.2",
        PeerReset = PeerResetRule.Accept,
        SendsLastProcessed = true,
        ResendChunk = 2_500,
        ResendPerSecond = 400,
        Credentials = new LogonCredentials
        {
            Scheme = CredentialScheme.Hmac,
            UserTag = 355,
            Secret = "env:HEDGEFAST_FIX_SECRET",
            SecretEncoding = SecretEncoding.Base64Url,
            SignedTags = [34, 49, 50, 52, 57, 108, 142, 369, 1603, 1604, 1605],
            SignedSeparator = '\n',
            SignatureEncoding = SecretEncoding.Base64Url,
            SignatureTag = 1402,
            SignatureMethod = "CME-1-SHA-256",
        },

        // 500 a second are allowed over three seconds, and twice as many cancels.
        OrdersMax = 1_350,
        CancelsMax = 2_700,
        ThrottleWindowMs = 3_000,
        StatusRequestsMax = 50,
        Schedule = new SessionSchedule
        {
            Zone = "America/Chicago",
            Start = new TimeOnly(16, 0),
            End = new TimeOnly(16, 15),
            WeekStart = DayOfWeek.Sunday,
            WeekEnd = DayOfWeek.Friday,
        },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<VenueProfile> All { get; } = [Generic42, Generic44, Fixt50Sp2, Deribit, CmeLike];

    /// <summary>The profile of that name.</summary>
    /// <exception cref="ProfileException">There is none; the message lists those there are.</exception>
    public static VenueProfile Named(string name) =>
        All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new ProfileException($"There is no venue profile '{name}'; there are {Names()}.");

    private static string Names() => string.Join(", ", All.Select(profile => profile.Name));
}
