using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Echo;

/// <summary>Settings of an echo acceptor: its address, its FIX version and the peers that may log on.</summary>
internal sealed record EchoSettings
{
    // Scripts ask only for recent echoes, so a replay has no age limit.
    private const long ReplayNanos = long.MaxValue;

    /// <summary>Names of the FIX versions that <see cref="Version"/> accepts.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["4.2", "4.4", "5.0sp2"];

    /// <summary>FIX version, one of <see cref="Versions"/>.</summary>
    public string Version { get; init; } = "4.4";

    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Data dictionary that validates messages; without one bodies are echoed in the order received.</summary>
    public string? Dictionary { get; init; }

    /// <summary>Data dictionary file of the session layer, for 5.0sp2.</summary>
    public string? TransportDictionary { get; init; }

    /// <summary>Tag 49 of outgoing messages.</summary>
    public string SenderCompId { get; init; } = "ISLD";

    /// <summary>CompIDs that may log on.</summary>
    public IReadOnlyList<string> Peers { get; init; } = ["TW", "TW42", "TW44", "TW50", "TW50SP2"];

    /// <summary>Reads the dictionaries; null when there is none.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="DictionaryException">A file is not a data dictionary.</exception>
    public DictionaryRules? ReadDictionaries() => Dictionary is null ? null : new DictionaryRules
    {
        Application = DataDictionary.Read(Dictionary),
        Transport = TransportDictionary is null ? null : DataDictionary.Read(TransportDictionary),
    };

    /// <summary>
    /// Makes the settings of the acceptor; every logon resets, so that no script inherits another's state.
    /// </summary>
    public FixAcceptorSettings Acceptor(DictionaryRules? rules) => new()
    {
        Host = Host,
        Port = Port,
        Sessions =
        [
            .. Peers.Select(peer => new FixSessionSettings
            {
                BeginString = BeginString(),
                SenderCompId = SenderCompId,
                TargetCompId = peer,
                StoreDirectory = "",
                ResetOnLogon = true,
                Dictionary = rules,

                // Conformance scripts expect these of an acceptor.
                TestRequestId = "TEST",
                AnswersPerSecond = 1_000,
                PeerResetsPerMinute = 1_000,
                SendsInGap = true,
                OrderReplayNanos = ReplayNanos,
                AnswersLowResendRequests = true,
                Framing = FramingRules.DropThroughTrailer,
            }),
        ],
    };

    private string BeginString() => Version switch
    {
        "4.2" => "FIX.4.2",
        "4.4" => "FIX.4.4",
        "5.0sp2" => "FIXT.1.1",
        _ => throw new ArgumentException($"'{Version}' is none of {string.Join(", ", Versions)}"),
    };
}
