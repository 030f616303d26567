using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Config.Resolve;
using HedgeFast.Core;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Config;

/// <summary>The settings of a run, checked and in the units of the parts that read them.</summary>
internal sealed record ResolvedConfig
{
    /// <summary>Name of the preset or of the file.</summary>
    public required string Name { get; init; }

    /// <summary>Settings of the engine.</summary>
    /// <remarks>With an embedded exchange the feed's port may be 0 until the exchange has bound one.</remarks>
    public required HedgeSettings Settings { get; init; }

    /// <summary>Keys of the limits that <see cref="DerivedLimits"/> derives once the book is read.</summary>
    public IReadOnlyList<ConfigKey> DerivedKeys { get; init; } = [];

    /// <summary>The FIX session of the engine; <see cref="WithFixFiles"/> adds dictionaries.</summary>
    public required FixSessionSettings FixSession { get; init; }

    /// <summary>Gateway of the session; its port may be 0, as that of the feed.</summary>
    public required FixEndpoint FixEndpoint { get; init; }

    /// <summary>The venue profile in force, with the configuration's own keys applied.</summary>
    public required VenueProfile FixProfile { get; init; }

    /// <summary>TLS of the session; null for none.</summary>
    public required TlsFiles? FixTls { get; init; }

    /// <summary>Dictionaries that validate received messages; null for none.</summary>
    public required DictionaryFiles? FixDictionary { get; init; }

    /// <summary>Full path of the log of FIX messages; null for none.</summary>
    public required string? FixLogFile { get; init; }

    /// <summary>The simulated exchange, embedded or alone.</summary>
    public required VenueConfig Venue { get; init; }

    /// <summary>Full path of the book.</summary>
    public required string BookFile { get; init; }

    /// <summary>Full path of the volatility surface; null uses the volatilities of the book.</summary>
    public required string? SurfaceFile { get; init; }

    /// <summary>Full path of the file of the options' quotes; null without one.</summary>
    public string? QuotesFile { get; init; }

    /// <summary>Exchange time at which the run starts, UTC nanoseconds; null for the wall clock.</summary>
    public required long? BookAsOfNanos { get; init; }

    /// <summary>Bytes of managed memory to allocate before the first garbage collection; 0 for none.</summary>
    public required long BytesUntilCollection { get; init; }

    /// <summary>Full path of the file of alerts, lines of JSON; null for none.</summary>
    public required string? AlertFile { get; init; }

    /// <summary>Shortest time between two alerts of a kind.</summary>
    public required TimeSpan AlertRepeat { get; init; }

    /// <summary>Longest warm-up before the run, seconds; 0 for none.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>Whether the run ends when the market closes.</summary>
    public required bool StopWhenClosed { get; init; }

    /// <summary>Folder for message stores without one of their own; null when every store has one.</summary>
    /// <remarks>The run creates the folder and removes it afterwards.</remarks>
    public required string? TemporaryDirectory { get; init; }

    /// <summary>Notes of the resolver for the user, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Every value in force with its origin.</summary>
    public required IReadOnlyList<ConfigEntry> Entries { get; init; }

    /// <summary>Input files that do not exist: path of the key and path of the file.</summary>
    public IReadOnlyList<(string Key, string File)> MissingFiles()
    {
        var missing = new List<(string, string)>();
        Look(BookKeys.File, BookFile);
        Look(BookKeys.Surface, SurfaceFile);
        Look(BookKeys.Quotes, QuotesFile);
        Look(VenueKeys.Tape, Venue.TapeFile);
        missing.AddRange(FixFiles().Where(named => !File.Exists(named.File)));
        return missing;

        void Look(FileKey key, string? file)
        {
            if (file is not null && !File.Exists(file))
                missing.Add((key.Path, file));
        }
    }

    /// <summary>The same configuration with certificates and dictionaries read.</summary>
    /// <exception cref="IOException">A file cannot be read, or is no certificate, key or dictionary.</exception>
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
    [
        .. FixTls?.Files(FixTlsKeys.CertificateFile, FixTlsKeys.KeyFile, FixTlsKeys.RootsFile) ?? [],
        .. FixDictionary?.Files() ?? [],
        .. Venue.Tls?.Files(VenueTlsKeys.CertificateFile, VenueTlsKeys.KeyFile, VenueTlsKeys.ClientRootsFile) ?? [],
    ];
}
