namespace HedgeFast.Config.Sections;

/// <summary>The configuration file as it is written: names, milliseconds and words. <see cref="ConfigResolver"/> turns it into what the engine reads.</summary>
internal sealed record EngineConfig
{
    public required string Instance { get; init; }
    public required bool StopWhenClosed { get; init; }
    public required IReadOnlyList<InstrumentSection> Instruments { get; init; }
    public required IReadOnlyList<UnderlyingSection> Underlyings { get; init; }
    public required BookSection Book { get; init; }
    public required FeedSection Feed { get; init; }
    public required FixSection Fix { get; init; }
    public required OrdersSection Orders { get; init; }
    public required LimitsSection Limits { get; init; }
    public required RingsSection Rings { get; init; }
    public required ScheduleSection Schedule { get; init; }
    public required MemorySection Memory { get; init; }
    public required AlertsSection Alerts { get; init; }
    public required WarmUpSection WarmUp { get; init; }
    public required JournalSection Journal { get; init; }
    public required VenueSection Venue { get; init; }
}
