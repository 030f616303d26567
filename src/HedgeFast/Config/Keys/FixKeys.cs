using HedgeFast.Fix.Store;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of the FIX session.</summary>
internal static class FixKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Fix = new(Rows, "fix")
    {
        Description = "The FIX session that carries the orders.",
    };

    public static readonly FileKey Profile = new(Rows, "fix.profile")
    {
        Default = "generic-4.4",
        Description = "What differs by venue: the name of a profile that comes with the program (generic-4.2, "
            + "generic-4.4, fixt-5.0sp2, deribit, cme-like), or a JSON file that names one of them as its base and "
            + "replaces any of its values; its keys are in HedgeFast.Fix/Profiles. A path in the file is relative to "
            + "the file's folder and ends in .json.",
        TradeOff = "the profiles that come with the program are places to start; the venue's current rules of "
            + "engagement decide.",
    };

    public static readonly WordKey<FixVersion?> Version = new(Rows, "fix.version", ConfigWords.FixVersions)
    {
        Default = ConfigWords.OfProfile,
        Description = "FIX version, where it's another one than the profile's.",
    };

    public static readonly TextKey Host = new(Rows, "fix.host")
    {
        Default = "127.0.0.1",
        Rule = TextRule.Host,
        Description = "Host of the exchange's FIX gateway.",
    };

    public static readonly IntegerKey Port = new(Rows, "fix.port")
    {
        Default = "0",
        Min = 0,
        Max = 65535,
        Description = "Port of the FIX gateway. 0 takes the embedded exchange's port and is allowed only with one.",
    };

    public static readonly TextKey Backups = new(Rows, "fix.backups")
    {
        Default = "",
        Rule = TextRule.Hosts,
        Description = "Where else the same session is served, as host:port,host:port. After a failure the next one is "
            + "tried; where the session stood it comes back first.",
    };

    public static readonly TextKey SenderCompId = new(Rows, "fix.senderCompId")
    {
        Rule = TextRule.FixValue,
        Description = "Who we are, tag 49.",
    };

    public static readonly TextKey TargetCompId = new(Rows, "fix.targetCompId")
    {
        Rule = TextRule.FixValue,
        Description = "Who the exchange is, tag 56.",
    };

    public static readonly TextKey SenderSubId = new(Rows, "fix.senderSubId")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "Desk or trader that answers for the orders, tag 50 of every message; the engine itself is "
            + "named in every ClOrdID. Empty sends none.",
    };

    public static readonly TextKey User = new(Rows, "fix.user")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "User or access key id of the logon, where the profile doesn't give it.",
    };

    public static readonly TextKey Secret = new(Rows, "fix.secret")
    {
        Default = "",
        Description = "Where the password or key of the logon is found, env:NAME or file:PATH of a file with mode "
            + "0600 (relative to the current directory), in place of what the profile names. With a profile without "
            + "credentials it's a password (553, 554). Anything else, the secret itself above all, is refused.",
        TradeOff = "a file can be changed between two logons without a restart.",
    };

    public static readonly IntegerOrWordKey HeartbeatSeconds = new(Rows, "fix.heartbeatSeconds", ConfigWords.OfProfile)
    {
        Unit = "s",
        Default = ConfigWords.OfProfile,
        Min = 1,
        Max = 3600,
        Description = "Heartbeat interval, tag 108.",
        TradeOff = "short finds a dead connection sooner and costs a few messages more.",
    };

    public static readonly FlagOrWordKey ResetOnLogon = new(Rows, "fix.resetOnLogon", ConfigWords.OfProfile)
    {
        Default = ConfigWords.OfProfile,
        Description = "Whether the logon resets both sequences to 1 (141=Y).",
        TradeOff = "true is simple and gives up everything sent while the connection was down; false recovers it by "
            + "resend.",
    };

    public static readonly FolderKey StoreDirectory = new(Rows, "fix.storeDirectory")
    {
        Default = "",
        Description = "Folder of the message store, relative to the current directory. Empty is a temporary folder, "
            + "allowed only with an embedded exchange.",
        TradeOff = "a local disk: the store is memory-mapped and appended before each send.",
    };

    public static readonly WordKey<FsyncPolicy> Fsync = new(Rows, "fix.fsync", ConfigWords.Fsyncs)
    {
        Default = "none",
        Description = "When the message store is forced to the disk.",
        TradeOff = "a killed process loses nothing. none: a power cut may lose the tail; when-idle: it loses the "
            + "burst under way; each: it loses nothing, and every order waits for the disk.",
    };

    public static readonly FolderKey LogFile = new(Rows, "fix.logFile")
    {
        Default = "",
        Description = "File to which every FIX message that crosses is appended as a line, with wall time, monotonic "
            + "nanoseconds and secrets masked. Relative to the current directory; empty writes none.",
        TradeOff = "the order thread copies each message into memory, which costs it some ten nanoseconds; another "
            + "thread writes it.",
    };

    public static readonly NumberKey ReconnectMinMs = new(Rows, "fix.reconnectMinMs")
    {
        Unit = "ms",
        Default = "250",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "First pause before reconnecting; it doubles from try to try.",
    };

    public static readonly NumberKey ReconnectMaxMs = new(Rows, "fix.reconnectMaxMs")
    {
        Unit = "ms",
        Default = "15000",
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "Longest pause before reconnecting.",
    };

    public static readonly IntegerKey LogonsPerMinute = new(Rows, "fix.logonsPerMinute")
    {
        Default = "4",
        Min = 1,
        Max = 1000,
        Description = "Most logons sent in any minute, accepted or not. When they are used up the next one waits and "
            + "nothing is hedged; the status line says so and for how long.",
        TradeOff = "venues close the port of those who insist, some at the fifth; a venue that doesn't count is "
            + "reached sooner with more.",
    };

    public static readonly NumberOrWordKey LogonTimeoutMs = new(Rows, "fix.logonTimeoutMs", ConfigWords.OfProfile)
    {
        Unit = "ms",
        Default = ConfigWords.OfProfile,
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "Longest wait for the answer to our logon.",
    };

    public static readonly NumberOrWordKey LogoutTimeoutMs = new(Rows, "fix.logoutTimeoutMs", ConfigWords.OfProfile)
    {
        Unit = "ms",
        Default = ConfigWords.OfProfile,
        Above = 0,
        Max = ConfigKeys.DayMs,
        Description = "Longest wait for the answer to our logout.",
    };

    public static readonly NumberOrWordKey MaxSendingTimeSkewMs = new(
        Rows, "fix.maxSendingTimeSkewMs", ConfigWords.OfProfile)
    {
        Unit = "ms",
        Default = ConfigWords.OfProfile,
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Largest accepted difference between a message's SendingTime and our clock; 0 does not check.",
    };

    public static readonly IntegerKey MaxMessageBytes = new(Rows, "fix.maxMessageBytes")
    {
        Unit = "bytes",
        Default = "8192",
        Min = 512,
        Max = 1 << 20,
        Description = "Largest message accepted or sent.",
    };

    public static readonly FileKey Dictionary = new(Rows, "fix.dictionary")
    {
        Default = "",
        Description = "Data dictionary, in the XML format of the QuickFIX family, that received messages are held "
            + "against; a fault is answered by a Reject. Empty checks the header only. Paths as for book.file.",
        TradeOff = "finds a venue's errors where they begin; costs some hundred nanoseconds a message, and refuses "
            + "what the dictionary doesn't know.",
    };

    public static readonly FileKey TransportDictionary = new(Rows, "fix.transportDictionary")
    {
        Default = "",
        Description = "With version 5.0sp2: the data dictionary of the session messages (FIXT.1.1).",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
