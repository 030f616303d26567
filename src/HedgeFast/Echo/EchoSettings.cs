using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Echo;

/// <summary>An echo acceptor for conformance scripts: who it is, who may log on, and what messages are held against.</summary>
internal sealed record EchoSettings
{
    // A replay goes back at most this far; scripts ask for what was echoed moments ago.
    private const long ReplayNanos = long.MaxValue;

    /// <summary>4.2, 4.4 or 5.0sp2.</summary>
    public string Version { get; init; } = "4.4";

    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Data dictionary file; null holds messages against none, and echoes bodies in the order they came.</summary>
    public string? Dictionary { get; init; }

    /// <summary>Data dictionary file of the session layer, for 5.0sp2.</summary>
    public string? TransportDictionary { get; init; }

    /// <summary>Tag 49 of what it sends.</summary>
    public string SenderCompId { get; init; } = "ISLD";

    /// <summary>Who may log on.</summary>
    public IReadOnlyList<string> Peers { get; init; } = ["TW", "TW42", "TW44", "TW50", "TW50SP2"];

    /// <summary>Reads the dictionaries; null when there is none.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="DictionaryException">A file is not a data dictionary.</exception>
    public DictionaryRules? ReadDictionaries() => Dictionary is null ? null : new DictionaryRules
    {
        Application = DataDictionary.Read(Dictionary),
        Transport = TransportDictionary is null ? null : DataDictionary.Read(TransportDictionary),
    };

    /// <summary>The acceptor of these settings. Every logon resets, so nothing that a script leaves behind meets the next one.</summary>
    public FixAcceptorSettings Acceptor(DictionaryRules? rules) => new()
    {
        Host = Host,
        Port = Port,
        Sessions =
        [
            .. Peers.Select(peer => new FixSessionSettings
            {
                BeginString = EchoVersions.BeginString(Version),
                SenderCompId = SenderCompId,
                TargetCompId = peer,
                StoreDirectory = "",
                ResetOnLogon = true,
                Dictionary = rules,

                // What the scripts of the field expect of an acceptor.
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
}
