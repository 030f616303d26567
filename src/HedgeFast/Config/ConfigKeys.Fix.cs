namespace HedgeFast.Config;

/// <summary>Keys of the FIX session.</summary>
internal static partial class ConfigKeys
{
    private static IEnumerable<ConfigKey> Fix() =>
    [
        new("fix", ConfigValueKind.Section, "The FIX session that carries the orders."),
        new("fix.profile", ConfigValueKind.File, "What differs by venue: the name of a profile that comes with the program (generic-4.2, generic-4.4, fixt-5.0sp2, deribit, cme-like), or a JSON file that names one of them as its base and replaces any of its values; its keys are in HedgeFast.Fix/Profiles. A path in the file is relative to the file's folder and ends in .json.")
        {
            Default = "generic-4.4", TradeOff = "the profiles that come with the program are places to start; the venue's current rules of engagement decide.",
        },
        new("fix.version", ConfigValueKind.Word, "FIX version, where it's another one than the profile's.") { Default = ConfigWords.OfProfile, Words = ConfigWords.Of(ConfigWords.FixVersions) },
        new("fix.host", ConfigValueKind.Text, "Host of the exchange's FIX gateway.") { Default = "127.0.0.1", Rule = TextRule.Host },
        new("fix.port", ConfigValueKind.Integer, "Port of the FIX gateway. 0 takes the embedded exchange's port and is allowed only with one.") { Default = "0", Min = 0, Max = 65535 },
        new("fix.backups", ConfigValueKind.Text, "Where else the same session is served, as host:port,host:port. After a failure the next one is tried; where the session stood it comes back first.")
        {
            Default = "", Rule = TextRule.Hosts,
        },
        new("fix.senderCompId", ConfigValueKind.Text, "Who we are, tag 49.") { Rule = TextRule.FixValue },
        new("fix.targetCompId", ConfigValueKind.Text, "Who the exchange is, tag 56.") { Rule = TextRule.FixValue },
        new("fix.senderSubId", ConfigValueKind.Text, "Desk or trader that answers for the orders, tag 50 of every message; the engine itself is named in every ClOrdID. Empty sends none.") { Default = "", Rule = TextRule.FixValue },
        new("fix.user", ConfigValueKind.Text, "User or access key id of the logon, where the profile doesn't give it.") { Default = "", Rule = TextRule.FixValue },
        new("fix.secret", ConfigValueKind.Text, "Where the password or key of the logon is found, env:NAME or file:PATH of a file with mode 0600 (relative to the current directory), in place of what the profile names. With a profile without credentials it's a password (553, 554). Anything else, the secret itself above all, is refused.")
        {
            Default = "", TradeOff = "a file can be changed between two logons without a restart.",
        },
        new("fix.heartbeatSeconds", ConfigValueKind.Integer, "Heartbeat interval, tag 108.")
        {
            Unit = "s", Default = ConfigWords.OfProfile, Words = [ConfigWords.OfProfile], Min = 1, Max = 3600, TradeOff = "short finds a dead connection sooner and costs a few messages more.",
        },
        new("fix.resetOnLogon", ConfigValueKind.Flag, "Whether the logon resets both sequences to 1 (141=Y).")
        {
            Default = ConfigWords.OfProfile, Words = [ConfigWords.OfProfile], TradeOff = "true is simple and gives up everything sent while the connection was down; false recovers it by resend.",
        },
        new("fix.storeDirectory", ConfigValueKind.Folder, "Folder of the message store, relative to the current directory. Empty is a temporary folder, allowed only with an embedded exchange.")
        {
            Default = "", TradeOff = "a local disk: the store is memory-mapped and appended before each send.",
        },
        new("fix.fsync", ConfigValueKind.Word, "When the message store is forced to the disk.")
        {
            Default = "none", Words = ConfigWords.Of(ConfigWords.Fsyncs),
            TradeOff = "a killed process loses nothing. none: a power cut may lose the tail; when-idle: it loses the burst under way; each: it loses nothing, and every order waits for the disk.",
        },
        new("fix.logFile", ConfigValueKind.Folder, "File to which every FIX message that crosses is appended as a line, with wall time, monotonic nanoseconds and secrets masked. Relative to the current directory; empty writes none.")
        {
            Default = "", TradeOff = "the order thread copies each message into memory, which costs it some ten nanoseconds; another thread writes it.",
        },
        new("fix.reconnectMinMs", ConfigValueKind.Number, "First pause before reconnecting; it doubles from try to try.")
        {
            Unit = "ms", Default = "250", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
        },
        new("fix.reconnectMaxMs", ConfigValueKind.Number, "Longest pause before reconnecting.") { Unit = "ms", Default = "15000", Min = 0, MinIsOpen = true, Max = MillisecondsPerDay },
        new("fix.logonsPerMinute", ConfigValueKind.Integer, "Most logons sent in any minute, accepted or not. When they are used up the next one waits and nothing is hedged; the status line says so and for how long.")
        {
            Default = "4", Min = 1, Max = 1000, TradeOff = "venues close the port of those who insist, some at the fifth; a venue that doesn't count is reached sooner with more.",
        },
        new("fix.logonTimeoutMs", ConfigValueKind.Number, "Longest wait for the answer to our logon.")
        {
            Unit = "ms", Default = ConfigWords.OfProfile, Words = [ConfigWords.OfProfile], Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
        },
        new("fix.logoutTimeoutMs", ConfigValueKind.Number, "Longest wait for the answer to our logout.")
        {
            Unit = "ms", Default = ConfigWords.OfProfile, Words = [ConfigWords.OfProfile], Min = 0, MinIsOpen = true, Max = MillisecondsPerDay,
        },
        new("fix.maxSendingTimeSkewMs", ConfigValueKind.Number, "Largest accepted difference between a message's SendingTime and our clock; 0 does not check.")
        {
            Unit = "ms", Default = ConfigWords.OfProfile, Words = [ConfigWords.OfProfile], Min = 0, Max = MillisecondsPerDay,
        },
        new("fix.maxMessageBytes", ConfigValueKind.Integer, "Largest message accepted or sent.") { Unit = "bytes", Default = "8192", Min = 512, Max = 1 << 20 },
        new("fix.dictionary", ConfigValueKind.File, "Data dictionary, in the XML format of the QuickFIX family, that received messages are held against; a fault is answered by a Reject. Empty checks the header only. Paths as for book.file.")
        {
            Default = "", TradeOff = "finds a venue's errors where they begin; costs some hundred nanoseconds a message, and refuses what the dictionary doesn't know.",
        },
        new("fix.transportDictionary", ConfigValueKind.File, "With version 5.0sp2: the data dictionary of the session messages (FIXT.1.1).") { Default = "" },
        new("fix.tls", ConfigValueKind.Section, "How the connection is secured. The exchange's certificate must be within its dates, lead to a trusted root and bear the host's name."),
        new("fix.tls.enabled", ConfigValueKind.Flag, "Whether it's TLS, 1.2 or 1.3.") { Default = "false" },
        new("fix.tls.allowPlaintext", ConfigValueKind.Flag, "Whether a connection without TLS may leave this machine. Without it a host that is not 127.0.0.0/8, ::1 or localhost needs TLS.")
        {
            Default = "false",
            TradeOff = "on a line that others share, true shows them the password and every order, and lets them send reports of fills; it is for a private line or a tunnel that encrypts.",
        },
        new("fix.tls.minVersion", ConfigValueKind.Word, "Lowest version taken.") { Default = "1.2", Words = ConfigWords.Of(ConfigWords.TlsVersions) },
        new("fix.tls.serverName", ConfigValueKind.Text, "Name that the exchange's certificate must bear; empty for the host connected to.") { Default = "", Rule = TextRule.Host },
        new("fix.tls.rootsFile", ConfigValueKind.File, "The only roots trusted, as PEM; empty trusts the system's. Paths as for book.file.") { Default = "" },
        new("fix.tls.pins", ConfigValueKind.Text, "The only public keys accepted, separated by commas: SHA-256 over SubjectPublicKeyInfo, 64 hexadecimal digits. Empty accepts all that lead to a root.")
        {
            Default = "", Rule = TextRule.Pins, TradeOff = "a pin stops a forged certificate of a trusted root; list the next key before the exchange changes to it.",
        },
        new("fix.tls.certificateFile", ConfigValueKind.File, "Our certificate as PEM, and behind it those between it and the root; empty shows none.") { Default = "" },
        new("fix.tls.keyFile", ConfigValueKind.File, "Its private key as PEM, unencrypted, in a file of mode 0600.") { Default = "" },
        new("fix.tls.revocation", ConfigValueKind.Word, "Whether revoked certificates are looked up: none; offline: in the lists that the system has; online: at the issuer, over the network.")
        {
            Default = "none", Words = ConfigWords.Of(ConfigWords.Revocations),
            TradeOff = "online asks within the handshake, on the thread that carries the orders, and no answer is a refusal; none trusts a certificate until it expires, unless it's pinned.",
        },
    ];
}
