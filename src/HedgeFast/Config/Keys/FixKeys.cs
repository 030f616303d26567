using HedgeFast.Fix.Store;
using static HedgeFast.Config.Keys.KeyRange;

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
        Description = "Name of a venue profile that comes with the program (generic-4.2, generic-4.4, fixt-5.0sp2, "
            + "deribit, cme-like), or a JSON file that names one of them as its base and replaces any of its values; "
            + "its keys are in HedgeFast.Fix/Profiles. A path in the file is relative to the file's folder and ends "
            + "in .json.",
        TradeOff = "the profiles that come with the program are places to start; the venue's current rules of "
            + "engagement decide.",
    };

    public static readonly WordKey<FixVersion?> Version = new(Rows, "fix.version", ConfigWords.FixVersions)
    {
        Default = ConfigWords.OfProfile,
        Description = "FIX version, where other than the profile's.",
    };

    public static readonly TextKey Host = new(Rows, "fix.host")
    {
        Default = "127.0.0.1",
        Rule = TextRule.Host,
        Description = "Host of the exchange's FIX gateway.",
    };

    public static readonly IntegerKey Port = new(Rows, "fix.port", Within(0, 65535))
    {
        Default = "0",
        Description = "Port of the FIX gateway. 0 uses the embedded exchange's port and is allowed only with one.",
    };

    public static readonly TextKey Backups = new(Rows, "fix.backups")
    {
        Default = "",
        Rule = TextRule.Hosts,
        Description = "Backup hosts of the same session, as host:port,host:port. After a failure the next one is "
            + "tried; after a break of a session its own host is tried first.",
    };

    public static readonly TextKey SenderCompId = new(Rows, "fix.senderCompId")
    {
        Rule = TextRule.FixValue,
        Description = "Our end of the session, tag 49.",
    };

    public static readonly TextKey TargetCompId = new(Rows, "fix.targetCompId")
    {
        Rule = TextRule.FixValue,
        Description = "The exchange's end of the session, tag 56.",
    };

    public static readonly TextKey SenderSubId = new(Rows, "fix.senderSubId")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "Desk or trader responsible for the orders, tag 50 of every message; the engine itself is named "
            + "in every ClOrdID. Empty sends none.",
    };

    public static readonly TextKey User = new(Rows, "fix.user")
    {
        Default = "",
        Rule = TextRule.FixValue,
        Description = "User or access key id of the logon, where the profile gives none.",
    };

    public static readonly TextKey Secret = new(Rows, "fix.secret")
    {
        Default = "",
        Description = "Place of the logon's password or key: env:NAME, or file:PATH of a file with mode 0600 "
            + "(relative to the current directory), instead of the profile's. With a profile without credentials the "
            + "secret is a password (553, 554). Any other text, the secret itself above all, is refused.",
        TradeOff = "a file can be changed between two logons without a restart.",
    };

    public static readonly IntegerOrWordKey HeartbeatSeconds = new(
        Rows, "fix.heartbeatSeconds", ConfigWords.OfProfile, Within(1, 3600, "s"))
    {
        Default = ConfigWords.OfProfile,
        Description = "Heartbeat interval, tag 108.",
        TradeOff = "short finds a dead connection sooner and costs a few messages more.",
    };

    public static readonly FlagOrWordKey ResetOnLogon = new(Rows, "fix.resetOnLogon", ConfigWords.OfProfile)
    {
        Default = ConfigWords.OfProfile,
        Description = "Whether the logon resets both sequences to 1 (141=Y).",
        TradeOff = "true is simple and gives up every message sent while the connection was down; false recovers them "
            + "by resend.",
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
        Description = "Time at which the message store is forced to the disk.",
        TradeOff = "a killed process loses nothing. none: a power cut may lose the tail; when-idle: it loses the "
            + "burst under way; each: it loses nothing, and every order waits for the disk.",
    };

    public static readonly FolderKey LogFile = new(Rows, "fix.logFile")
    {
        Default = "",
        Description = "File to which every FIX message, sent or received, is appended as a line, with wall time, "
            + "monotonic nanoseconds and secrets masked. Relative to the current directory; empty writes none.",
        TradeOff = "the order thread copies each message into memory, which costs some ten nanoseconds; another "
            + "thread writes the file.",
    };

    public static readonly NumberKey ReconnectMinMs = new(Rows, "fix.reconnectMinMs", Above(0, DayMs, "ms"))
    {
        Default = "250",
        Description = "First pause before reconnecting; the pause doubles from try to try.",
    };

    public static readonly NumberKey ReconnectMaxMs = new(Rows, "fix.reconnectMaxMs", Above(0, DayMs, "ms"))
    {
        Default = "15000",
        Description = "Longest pause before reconnecting.",
    };

    public static readonly IntegerKey LogonsPerMinute = new(Rows, "fix.logonsPerMinute", Within(1, 1000))
    {
        Default = "4",
        Description = "Largest number of logons in any minute, accepted or not. Once they are used up the next logon "
            + "waits and nothing is hedged; the status line shows the remaining time.",
        TradeOff = "venues close the port after repeated logons, some at the fifth; a venue without such a limit is "
            + "reached sooner with more.",
    };

    public static readonly NumberOrWordKey LogonTimeoutMs = new(
        Rows, "fix.logonTimeoutMs", ConfigWords.OfProfile, Above(0, DayMs, "ms"))
    {
        Default = ConfigWords.OfProfile,
        Description = "Longest wait for the answer to our logon.",
    };

    public static readonly NumberOrWordKey LogoutTimeoutMs = new(
        Rows, "fix.logoutTimeoutMs", ConfigWords.OfProfile, Above(0, DayMs, "ms"))
    {
        Default = ConfigWords.OfProfile,
        Description = "Longest wait for the answer to our logout.",
    };

    public static readonly NumberOrWordKey MaxSendingTimeSkewMs = new(
        Rows, "fix.maxSendingTimeSkewMs", ConfigWords.OfProfile, Within(0, DayMs, "ms"))
    {
        Default = ConfigWords.OfProfile,
        Description = "Largest accepted difference between a message's SendingTime and our clock; 0 accepts any.",
    };

    public static readonly IntegerKey MaxMessageBytes = new(Rows, "fix.maxMessageBytes", Within(512, 1 << 20, "bytes"))
    {
        Default = "8192",
        Description = "Largest message accepted or sent.",
    };

    public static readonly FileKey Dictionary = new(Rows, "fix.dictionary")
    {
        Default = "",
        Description = "Data dictionary, in the XML format of the QuickFIX family, that validates received messages; a "
            + "fault is answered by a Reject. Empty checks the header only. Paths as for book.file.",
        TradeOff = "finds a venue's errors where they begin; costs some hundred nanoseconds a message, and refuses "
            + "fields and values that the dictionary lacks.",
    };

    public static readonly FileKey TransportDictionary = new(Rows, "fix.transportDictionary")
    {
        Default = "",
        Description = "For version 5.0sp2: the data dictionary of the session messages (FIXT.1.1).",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
