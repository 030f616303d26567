using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>Cost of connections of strangers to a listening side; the right peer still logs on.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<IDisposable> _open = [];
    private FixAcceptor _acceptor;

    public StrangerTests() => _acceptor = Listen();

    public void Dispose()
    {
        foreach (IDisposable one in _open)
            one.Dispose();
        _acceptor.Dispose();
    }

    [Scenario("S23")]
    [Fact]
    public void S23_Silent_connections_renewed_again_and_again_do_not_keep_the_right_one_out()
    {
        var strangers = new List<Socket>();
        for (int round = 0; round < 20; round++)
        {
            while (strangers.Count < 16)
                strangers.Add(Connect());
            Work(8);
            Socket right = Connect();
            right.Send(Logon("HEDGE"));
            Work(20);
            Assert.True(_acceptor.Sessions[0].IsLoggedOn, $"round {round}: {_acceptor.LastRefusal}");
            _acceptor.DropConnections();
            strangers.RemoveAll(IsClosed);
        }

        Assert.True(_acceptor.RefusedConnections > 100);
    }

    [Scenario("S23")]
    [Fact]
    public void S23_One_address_has_so_many_silent_connections_at_most()
    {
        List<Socket> strangers = [.. Enumerable.Range(0, 30).Select(_ => Connect())];
        Work(40);
        Assert.Equal(8, strangers.Count(socket => !IsClosed(socket)));
        Assert.Equal("too many connections without a logon, the oldest gave way", _acceptor.LastRefusal);
        Assert.All(strangers[^8..], socket => Assert.False(IsClosed(socket)));
    }

    [Scenario("S21")]
    [Fact]
    public void S21_After_some_refused_logons_an_address_waits_longer_each_time()
    {
        for (int i = 0; i < 5; i++)
            Refused();
        Assert.True(IsShutOut());
        _time.Advance(SessionPair.Second);
        Refused();
        _time.Advance(SessionPair.Second);
        Assert.True(IsShutOut());
        _time.Advance(SessionPair.Second);
        Connect().Send(Logon("HEDGE"));
        Work(20);
        Assert.True(_acceptor.Sessions[0].IsLoggedOn);

        // The right logon forgives.
        for (int i = 0; i < 4; i++)
            Refused();
        Assert.False(IsShutOut());
    }

    [Scenario("S21")]
    [Fact]
    public void S21_A_session_that_refuses_a_password_counts_for_its_address()
    {
        _acceptor.Dispose();
        _acceptor = Listen(settings => settings with { LogonCheck = new Never() });
        for (int i = 0; i < 5; i++)
        {
            Connect().Send(Logon("HEDGE"));
            Work(20);
        }

        Assert.True(IsShutOut());
        Assert.InRange(_acceptor.Sessions[0].NextOutgoing, 2, 7);
    }

    [Scenario("S15")]
    [Fact]
    public void S15_A_handshake_that_is_never_finished_ends_in_time()
    {
        using X509Certificate2 certificate = new TestCertificates("Test Root").Issue("localhost");
        ListenWith(new FixTlsSettings { Certificate = certificate });
        Socket slow = Connect();

        // The beginning of a TLS record that announces 256 bytes and never sends them.
        slow.Send([0x16, 0x03, 0x01, 0x01, 0x00, 0x01]);
        Work(20);
        Assert.False(IsClosed(slow));
        _time.Advance(5 * SessionPair.Second);
        Work(20);
        Assert.True(IsClosed(slow));
        Assert.Equal("no logon in time", _acceptor.LastRefusal);
    }

    [Scenario("S23")]
    [Fact]
    public void S23_Handshakes_of_one_address_are_so_many_a_second()
    {
        using X509Certificate2 certificate = new TestCertificates("Test Root").Issue("localhost");
        ListenWith(new FixTlsSettings { Certificate = certificate });
        List<Socket> strangers = [.. Enumerable.Range(0, 8).Select(_ => Connect())];
        foreach (Socket stranger in strangers)
            stranger.Send("no TLS at all, closed once it's read"u8);
        Work(40);
        Assert.Equal(5, strangers.Count(IsClosed));
        _time.Advance(SessionPair.Second);
        Work(40);
        Assert.Equal(8, strangers.Count(IsClosed));
    }

    [Scenario("S14")]
    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, false)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, false)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384, false)]
    [InlineData(TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, false)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, true)]
    public void S14_Only_suites_with_a_key_of_their_own_and_authenticated_encryption_are_agreed_to(
        TlsCipherSuite suite, bool isTaken)
    {
        using X509Certificate2 certificate = new TestCertificates("Test Root").Issue("localhost");
        ListenWith(new FixTlsSettings { Certificate = certificate });
        using var client = new SslStream(new NetworkStream(Blocking(), ownsSocket: true));
#pragma warning disable CA1416, CA5359 // The program runs on Linux; the certificate is not what is tested.
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new CipherSuitesPolicy([suite]),
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };
#pragma warning restore CA1416, CA5359
        Task handshake = Task.Run(() => client.AuthenticateAsClient(options), TestContext.Current.CancellationToken);
        while (!handshake.IsCompleted)
            _acceptor.DoWork(10);
        Assert.Equal(isTaken, handshake.IsCompletedSuccessfully);
    }

    private void Refused()
    {
        Socket stranger = Connect();
        stranger.Send(Logon("NOBODY"));
        Work(20);
        Assert.True(IsClosed(stranger));
        Assert.Equal("a logon of an unknown client", _acceptor.LastRefusal);
    }

    private bool IsShutOut()
    {
        Socket stranger = Connect();
        Work(8);
        return IsClosed(stranger);
    }

    private FixAcceptor Listen(Func<FixSessionSettings, FixSessionSettings>? change = null) => new(
        new FixAcceptorSettings
        {
            Sessions = [(change ?? (s => s))(SessionPair.Settings("VENUE", "HEDGE"))],
        }, new RecordingApplication(), _time, _ =>
            new MemoryMessageStore());

    private void ListenWith(FixTlsSettings tls)
    {
        _acceptor.Dispose();
        _acceptor = new FixAcceptor(
            new FixAcceptorSettings
            {
                Sessions = [SessionPair.Settings("VENUE", "HEDGE")],
                Tls = tls,
            }, new RecordingApplication(), _time, _ =>
                new MemoryMessageStore());
    }

    private Socket Blocking()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, _acceptor.BoundPort);
        return socket;
    }

    private Socket Connect()
    {
        Socket socket = Blocking();
        _open.Add(socket);
        return socket;
    }

    // Loopback delivers at once; the rounds give everything its turn.
    private void Work(int rounds)
    {
        for (int i = 0; i < rounds; i++)
            _acceptor.DoWork(10);
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Receive(new byte[1024]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private byte[] Logon(string sender)
    {
        Span<byte> stamp = stackalloc byte[21];
        FixTimestamp.Write(stamp, _time.Utc, 3);
        return FixText.Frame($"35=A|34=1|49={sender}|52={Encoding.ASCII.GetString(stamp)}|56=VENUE|98=0|108=30|141=Y|");
    }

    private sealed class Never : ILogonCheck
    {
        public string? Refuse(in FixMessage logon) => "no";
    }
}
