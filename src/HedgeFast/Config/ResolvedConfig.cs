using HedgeFast.Core;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config;

/// <summary>Everything a run needs, checked and in the units of the parts that read it.</summary>
internal sealed record ResolvedConfig
{
    /// <summary>Name of the preset or of the file.</summary>
    public required string Name { get; init; }

    /// <summary>Settings of the engine. With an embedded exchange the feed's port may be 0: the port that the exchange has bound takes its place.</summary>
    public required HedgeSettings Settings { get; init; }

    /// <summary>Limits that were not given: <see cref="DerivedLimits"/> takes them from the book once it is read.</summary>
    public LimitKeys DerivedKeys { get; init; }

    /// <summary>The FIX session, as the engine sees it. <see cref="WithFixFiles"/> adds what is in files.</summary>
    public required FixSessionSettings FixSession { get; init; }

    /// <summary>Where the session connects. With an embedded exchange the port may be 0, as for the feed.</summary>
    public required FixEndpoint FixEndpoint { get; init; }

    /// <summary>The venue profile in force, the configuration's own keys applied.</summary>
    public required VenueProfile FixProfile { get; init; }

    /// <summary>TLS of the session; null for none.</summary>
    public required TlsFiles? FixTls { get; init; }

    /// <summary>What received messages are held against; null for nothing.</summary>
    public required DictionaryFiles? FixDictionary { get; init; }

    /// <summary>Full path of the file that gets every FIX message; null for none.</summary>
    public required string? FixLogFile { get; init; }

    /// <summary>The simulated exchange, embedded or alone.</summary>
    public required VenueConfig Venue { get; init; }

    /// <summary>Full path of the book.</summary>
    public required string BookFile { get; init; }

    /// <summary>Full path of the volatility surface; null takes the book's volatilities.</summary>
    public required string? SurfaceFile { get; init; }

    /// <summary>Full path of the file that says how options are quoted on the feed; null without one.</summary>
    public string? QuotesFile { get; init; }

    /// <summary>Exchange time at which the run starts, UTC nanoseconds; null is the wall clock's.</summary>
    public required long? BookAsOfNanos { get; init; }

    /// <summary>Bytes of managed memory to set aside so that nothing is collected before they are used up; 0 for none.</summary>
    public required long BytesUntilCollection { get; init; }

    /// <summary>Where alerts are written as lines of JSON; null writes none.</summary>
    public required string? AlertFile { get; init; }

    /// <summary>Least time between two alerts of a kind.</summary>
    public required TimeSpan AlertRepeat { get; init; }

    /// <summary>Longest rehearsal before the run, seconds; 0 for none.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>Whether the run ends when the market closes.</summary>
    public required bool StopWhenClosed { get; init; }

    /// <summary>Folder that holds the message stores without a folder of their own; whoever runs creates it and removes it afterwards. Null when every store has one.</summary>
    public required string? TemporaryDirectory { get; init; }

    /// <summary>What the resolver decided that the reader should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Every value in force with its origin.</summary>
    public required IReadOnlyList<ConfigEntry> Entries { get; init; }

    /// <summary>Input files that are not there: path of the key and path of the file.</summary>
    public IReadOnlyList<(string Key, string File)> MissingFiles()
    {
        var missing = new List<(string, string)>();
        if (!File.Exists(BookFile)) missing.Add(("book.file", BookFile));
        if (SurfaceFile is not null && !File.Exists(SurfaceFile)) missing.Add(("book.surface", SurfaceFile));
        if (QuotesFile is not null && !File.Exists(QuotesFile)) missing.Add(("book.quotes", QuotesFile));
        if (Venue.TapeFile is { } tape && !File.Exists(tape)) missing.Add(("venue.tape", tape));
        missing.AddRange(FixFiles().Where(named => !File.Exists(named.File)));
        return missing;
    }

    /// <summary>The same with certificates and dictionaries read.</summary>
    /// <exception cref="IOException">A file can't be read, or doesn't hold what it should.</exception>
    /// <exception cref="SecretException">Others may read a key.</exception>
    public ResolvedConfig WithFixFiles() => this with
    {
        FixEndpoint = FixEndpoint with { Tls = FixTls?.Load() },
        FixSession = FixSession with
        {
            Dictionary = FixDictionary?.Load() is not { } rules ? null : rules with
            {
                ChecksUserFields = FixProfile.ChecksUserFields,
                ChecksUnknownFields = FixProfile.ChecksUnknownFields,
            },
        },
    };

    private IEnumerable<(string Key, string File)> FixFiles() =>
        [.. FixTls?.Files("fix.tls", "rootsFile") ?? [], .. FixDictionary?.Files() ?? [], .. Venue.Tls?.Files("venue.tls", "clientRootsFile") ?? []];
}
