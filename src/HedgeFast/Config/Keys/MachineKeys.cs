using HedgeFast.Core.Ring;
using static HedgeFast.Config.Keys.KeyRange;

namespace HedgeFast.Config.Keys;

/// <summary>Keys of threads, memory, alerts, warm-up and journal.</summary>
internal static class MachineKeys
{
    private static readonly List<ConfigKey> Rows = [];

    public static readonly SectionKey Schedule = new(Rows, "schedule")
    {
        Description = "Threads that run the stages, and their way to wait.",
    };

    public static readonly WordKey<ScheduleKind?> ScheduleKind = new(Rows, "schedule.kind", ConfigWords.Schedules)
    {
        Default = "auto",
        Description = "auto chooses by the number of CPUs; one-core: one thread and the journal; two-core: feed and "
            + "core, orders and journal; pinned: feed, core, orders and journal apart.",
        TradeOff = "more threads overlap more work and need a CPU each; a thread without a CPU of its own is slower "
            + "than none.",
    };

    public static readonly WordKey<WaitKind?> ScheduleWait = new(Rows, "schedule.wait", ConfigWords.Waits)
    {
        Default = "auto",
        Description = "Behaviour of a thread without work. At most as many threads spin as there are CPUs: spin "
            + "becomes yield when the CPUs do not suffice.",
        TradeOff = "spin answers soonest and occupies a whole CPU; yield lets others run; block sleeps up to a "
            + "millisecond.",
    };

    public static readonly IntegersKey ScheduleCpus = new(Rows, "schedule.cpus", Within(0, 1023))
    {
        Default = "",
        Description = "CPUs to pin the threads to, in the order feed, core, orders, journal (or of the threads the "
            + "schedule has). Empty leaves it to the kernel.",
        TradeOff = "give CPUs that the kernel keeps free (isolcpus); two threads on one CPU are refused.",
    };

    public static readonly SectionKey Memory = new(Rows, "memory")
    {
        Description = "The managed heap.",
    };

    public static readonly IntegerKey MemoryUntilCollectionMb = new(
        Rows, "memory.untilCollectionMb", Within(0, 4096, "MB"))
    {
        Default = "256",
        Description = "Managed memory set aside at the start, so that no garbage collection stops the threads before "
            + "that much is allocated. Ticks and orders allocate nothing; the display does.",
        TradeOff = "more delays collections for longer and occupies the machine's memory at once; 0 sets nothing "
            + "aside.",
    };

    public static readonly SectionKey Alerts = new(Rows, "alerts")
    {
        Description = "Alerts for the operator: a line of text on standard error, and a line of JSON in a file.",
    };

    public static readonly FolderKey AlertsFile = new(Rows, "alerts.file")
    {
        Default = "",
        Description = "File to which alerts are appended, one JSON object a line. Relative to the current directory; "
            + "empty writes none.",
    };

    public static readonly NumberKey AlertsRepeatMs = new(Rows, "alerts.repeatMs", Within(0, DayMs, "ms"))
    {
        Default = "10000",
        Description = "Shortest time between two alerts of the same name; events in between are counted into the next "
            + "alert.",
        TradeOff = "long keeps a flapping line readable and hides how often it flaps; the first alert is never held "
            + "back.",
    };

    public static readonly SectionKey WarmUp = new(Rows, "warmUp")
    {
        Description = "The warm-up before the first tick.",
    };

    public static readonly NumberKey WarmUpSeconds = new(Rows, "warmUp.seconds", Within(0, 30, "s"))
    {
        Default = "3",
        Description = "Longest warm-up before a run connects: ticks and orders with an engine and an exchange that "
            + "are thrown away, until the compiler has nothing left to improve. 0 skips the warm-up.",
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
