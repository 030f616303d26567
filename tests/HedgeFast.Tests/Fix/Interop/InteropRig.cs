using System.Security.Cryptography.X509Certificates;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Fix.Transport;

namespace HedgeFast.Tests.Fix.Interop;

/// <summary>Our engine on one side, over a real socket, with its store on disk; QuickFIX C++ on the other.</summary>
internal sealed class InteropRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-interop-").FullName;
    private readonly FixInitiator? _initiator;
    private readonly FixAcceptor? _acceptor;

    private InteropRig(FixRole ours, string dictionary, TestCertificates? authority)
    {
        Ours.Replays = type => type[0] != MsgTypes.NewOrderSingle;
        string theirs = Directory.CreateDirectory(Path.Combine(_folder, "theirs")).FullName;
        FixSessionSettings settings = SessionPair.Settings(
            ours == FixRole.Initiator ? "HEDGE" : "VENUE", ours == FixRole.Initiator ? "VENUE" : "HEDGE") with
        {
            StoreDirectory = Path.Combine(_folder, "ours"),
            HeartbeatSeconds = 5,
        };
        string? certificates = authority is null ? null : WriteCertificates(authority);
        FixTlsSettings? tls = authority is null
            ? null
            : new FixTlsSettings
            {
                Certificate = authority.Issue("localhost"),
                Roots = authority.Roots,
                RequiresPeerCertificate = true,
            };
        if (ours == FixRole.Initiator)
        {
            int port = Counterparty.FreePort();
            Theirs = new Counterparty("acceptor", port, theirs, dictionary, certificates);
            UntilTheySaid("started");
            var endpoint = new FixEndpoint
            {
                Host = "localhost",
                Port = port,
                Tls = tls,
                ReconnectMinNanos = 10_000_000,
                ReconnectMaxNanos = 100_000_000,
                LogonsPerMinute = 1000,
            };
            _initiator = new FixInitiator(settings, endpoint, Ours, TimeProvider.System, random: new Random(1));
        }
        else
        {
            _acceptor = new FixAcceptor(
                new FixAcceptorSettings { Sessions = [settings], Tls = tls }, Ours, TimeProvider.System);
            Theirs = new Counterparty("initiator", _acceptor.BoundPort, theirs, dictionary, certificates);
        }

        UntilUp(1);
    }

    public Counterparty Theirs { get; }

    public RecordingApplication Ours { get; } = new();

    public FixSession Session => _initiator?.Session ?? _acceptor!.Sessions[0];

    /// <summary>Our side in the role given, both logged on for the first time.</summary>
    public static InteropRig Start(FixRole ours, string dictionary = "-", TestCertificates? authority = null) =>
        new(ours, dictionary, authority);

    /// <summary>Works until <paramref name="done"/>; fails after a minute with what both sides said.</summary>
    public void Until(Func<bool> done) =>
        Until(done, () => (_initiator?.DoWork(100) ?? 0) + (_acceptor?.DoWork(100) ?? 0));

    /// <summary>Lets only the other side work until <paramref name="done"/>.</summary>
    public void UntilTheyAlone(Func<bool> done) => Until(done, () => 0);

    /// <summary>Tells the other side, and lets it alone work until that is done.</summary>
    public void TellAlone(string command)
    {
        Theirs.Tell(command);
        UntilTheyAlone(() => Theirs.Said.Contains($"done {command}"));
    }

    /// <summary>
    /// Works until both sides have logged on for the <paramref name="count"/>th time and miss nothing.
    /// </summary>
    public void UntilUp(int count) =>
        Until(() => Session.IsSynchronised
            && Ours.Events.Count(e => e == "logon") >= count
            && Theirs.Said.Count(line => line == "logon") >= count);

    public void UntilTheySaid(string line) => Until(() => Theirs.Said.Contains(line));

    /// <summary>
    /// Messages sent or received, reduced to type and content: "in D x1" and, for a repetition, "in D x1 dup".
    /// </summary>
    public IEnumerable<string> Traffic(string direction, string type) => Theirs.Said.Select(line => line.Split(' '))
        .Where(words => words[0] == direction
            && words.Length > 3
            && words[1] == type).Select(words => string.Join(' ', words[..2].Concat(words[3..])));

    public bool Send(byte type, string id)
    {
        FixBody body = Session.Begin([type]);
        if (type == MsgTypes.NewOrderSingle)
        {
            OrderMessages.WriteNewOrderSingle(ref body, new OrderRequest
            {
                ClOrdID = FixText.Raw(id),
                Symbol = "BTC-PERP"u8,
                Side = (byte)'1',
                OrdType = (byte)'2',
                Quantity = 25,
                QuantityDecimals = 1,
                Price = 6_543_250,
                PriceDecimals = 2,
                TransactTime = 1_772_461_800_123_456_789,
            });
        }
        else
        {
            OrderMessages.WriteExecutionReport(ref body, new OrderReport
            {
                ClOrdID = FixText.Raw(id),
                OrderID = "V-1"u8,
                ExecID = FixText.Raw("E-" + id),
                Symbol = "BTC-PERP"u8,
                Side = (byte)'1',
                ExecType = (byte)'0',
                OrdStatus = (byte)'0',
                OrderQty = 25,
                LeavesQty = 25,
                QuantityDecimals = 1,
                TransactTime = 1_772_461_800_123_456_789,
            });
        }

        return Session.TrySend(ref body);
    }

    /// <summary>Cuts the connection from our side without a word.</summary>
    public void Cut()
    {
        _acceptor?.DropConnections();
        _initiator?.DropConnection();
    }

    public void RequestLogout()
    {
        _acceptor?.RequestLogout();
        _initiator?.RequestLogout();
    }

    // Their certificate under the names that the counterparty knows.
    private string WriteCertificates(TestCertificates authority)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "certificates")).FullName;
        X509Certificate2 theirs = authority.Issue("localhost");
        File.WriteAllText(Path.Combine(folder, "own.pem"), theirs.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "own.key"), theirs.GetRSAPrivateKey()!.ExportRSAPrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "root.pem"), authority.RootPem);
        return folder;
    }

    private void Until(Func<bool> done, Func<int> work)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            if (work() == 0)
                Thread.Yield();
            if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > 60)
            {
                Assert.Fail(
                    $"Not reached in a minute. Ours: {Session.LastReason}; {string.Join(", ", Ours.Events)}. Theirs: "
                    + $"{string.Join(" | ", Theirs.Said)}");
            }
        }
    }

    public void Dispose()
    {
        Theirs.Dispose();
        _initiator?.Dispose();
        _acceptor?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
