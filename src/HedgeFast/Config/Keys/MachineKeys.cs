using HedgeFast.Core.Ring;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of threads, memory, alerts, warm-up and journal.</summary>
internal static class MachineKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Schedule = new(Rows, "schedule")
    {
        Description = "Which threads run the stages, and how they wait.",
    };

    public static readonly WordKey<ScheduleKind?> ScheduleKind = new(Rows, "schedule.kind", ConfigWords.Schedules)
    {
        Default = "auto",
        Description = "auto chooses from the CPUs there are; one-core: one thread and the journal; two-core: feed and "
            + "core, orders and journal; pinned: feed, core, orders and journal apart.",
        TradeOff = "more threads overlap more work and need a CPU each; a thread without a CPU of its own is slower "
            + "than none.",
    };

    public static readonly WordKey<WaitKind?> ScheduleWait = new(Rows, "schedule.wait", ConfigWords.Waits)
    {
        Default = "auto",
        Description = "What a thread does without work. There are never more spinning threads than CPUs: spin becomes "
            + "yield when the CPUs do not suffice.",
        TradeOff = "spin answers soonest and takes a whole CPU; yield lets others run; block sleeps up to a "
            + "millisecond.",
    };

    public static readonly IntegersKey ScheduleCpus = new(Rows, "schedule.cpus")
    {
        Default = "",
        Min = 0,
        Max = 1023,
        Description = "CPUs to pin the threads to, in the order feed, core, orders, journal (or of the threads the "
            + "schedule has). Empty leaves it to the kernel.",
        TradeOff = "give CPUs that the kernel keeps free (isolcpus); two threads on one CPU are refused.",
    };

    public static readonly SectionKey Memory = new(Rows, "memory")
    {
        Description = "The managed heap.",
    };

    public static readonly IntegerKey MemoryUntilCollectionMb = new(Rows, "memory.untilCollectionMb")
    {
        Unit = "MB",
        Default = "256",
        Min = 0,
        Max = 4096,
        Description = "Managed memory set aside at the start, so that no garbage collection stops the threads before "
            + "that much was allocated. Ticks and orders allocate nothing; the display does.",
        TradeOff = "more keeps collections away for longer and is taken from the machine at once; 0 sets nothing "
            + "aside.",
    };

    public static readonly SectionKey Alerts = new(Rows, "alerts")
    {
        Description = "What a person has to know at once: a line of text on standard error, and a line of JSON in a "
            + "file.",
    };

    public static readonly FolderKey AlertsFile = new(Rows, "alerts.file")
    {
        Default = "",
        Description = "File that alerts are appended to, one JSON object a line. Relative to the current directory; "
            + "empty writes none.",
    };

    public static readonly NumberKey AlertsRepeatMs = new(Rows, "alerts.repeatMs")
    {
        Unit = "ms",
        Default = "10000",
        Min = 0,
        Max = ConfigKeys.DayMs,
        Description = "Between two alerts of the same name passes at least this long; what happens meanwhile is "
            + "counted into the next.",
        TradeOff = "long keeps a flapping line readable and hides how often it flaps; the first alert is never held "
            + "back.",
    };

    public static readonly SectionKey WarmUp = new(Rows, "warmUp")
    {
        Description = "The rehearsal before the first tick.",
    };

    public static readonly NumberKey WarmUpSeconds = new(Rows, "warmUp.seconds")
    {
        Unit = "s",
        Default = "3",
        Min = 0,
        Max = 30,
        Description = "Before it connects, a run rehearses ticks and orders with an engine and an exchange that are "
            + "thrown away, until the compiler has nothing left to improve, but for no longer than this. 0 rehearses "
            + "nothing.",
        TradeOff = "without it the first order of a run waits milliseconds for the compiler, and the first half "
            + "minute runs at half speed.",
    };

    public static readonly SectionKey Journal = new(Rows, "journal")
    {
        Description = "The record from which a run can be replayed.",
    };

    public static readonly FolderKey JournalDirectory = new(Rows, "journal.directory")
    {
        Default = "",
        Description = "Folder of the journal, relative to the current directory; empty writes none.",
        TradeOff = "the journal has a thread of its own, so it costs disk and no latency, until the disk can't follow.",
    };

    /// <summary>The rows of this table, in order.</summary>
    public static IReadOnlyList<ConfigKey> All => Rows;
}
