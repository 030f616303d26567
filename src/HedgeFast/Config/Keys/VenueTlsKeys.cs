namespace HedgeFast.Config.Keys;

/// <summary>Keys of the simulated exchange's TLS.</summary>
internal static class VenueTlsKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Tls = new(Rows, "venue.tls")
    {
        Description = "TLS of the exchange's FIX connections, 1.2 or 1.3: on with a certificate, off without one.",
    };

    public static readonly FileKey CertificateFile = new(Rows, "venue.tls.certificateFile")
    {
        Default = "",
        Description = "The exchange's certificate as PEM, followed by those between it and the root. Paths as for "
            + "book.file.",
    };

    public static readonly FileKey KeyFile = new(Rows, "venue.tls.keyFile")
    {
        Default = "",
        Description = "Private key of the certificate as PEM, unencrypted, in a file of mode 0600.",
    };

    public static readonly FileKey ClientRootsFile = new(Rows, "venue.tls.clientRootsFile")
    {
        Default = "",
        Description = "Roots, as PEM, to one of which the client's certificate must lead; empty requests no "
            + "certificate.",
    };

    public static readonly TextKey ClientPins = new(Rows, "venue.tls.clientPins")
    {
        Default = "",
        Rule = TextRule.Pins,
        Description = "Public keys of the certificates under which fix.senderCompId may log on, as fix.tls.pins; any "
            + "other certificate is refused. Empty accepts every one that leads to a root.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
