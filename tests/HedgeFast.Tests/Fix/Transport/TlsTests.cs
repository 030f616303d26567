using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>
/// Sessions under TLS, and the certificates that must not pass. All certificates are made here and now.
/// </summary>
public sealed class TlsTests
{
    private readonly TestCertificates _authority = new("Test Root");

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void S01_S02_Orders_and_reports_cross_under_either_version(SslProtocols protocol)
    {
        using var rig = new TlsRig(
            new FixTlsSettings { Certificate = _authority.Issue("localhost") },
            new FixTlsSettings { Roots = _authority.Roots, Protocols = protocol });
        rig.UntilUp();
        for (int i = 0; i < 200; i++)
        {
            Assert.True(SessionPair.Send(rig.Initiator.Session, MsgTypes.OrderStatusRequest, $"s{i}"));
            Assert.True(SessionPair.Send(rig.VenueSession, MsgTypes.ExecutionReport, $"e{i}"));
        }

        rig.Until(() => rig.Trader.Messages.Count() == 200 && rig.Venue.Messages.Count() == 200);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"8 e{i}"), rig.Trader.Messages);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"H s{i}"), rig.Venue.Messages);
    }

    [Fact]
    public void S10_Logout_and_reconnect_work_as_without_tls()
    {
        using var rig = new TlsRig(
            new FixTlsSettings { Certificate = _authority.Issue("localhost") },
            new FixTlsSettings { Roots = _authority.Roots });
        rig.UntilUp();
        rig.Acceptor.DropConnections();
        rig.Until(() => rig.Trader.Events.Contains("logout"));
        rig.UntilUp();
        rig.Initiator.RequestLogout();
        rig.Until(() => rig.Initiator.IsLoggedOut);
        Assert.Equal("logged out", rig.Initiator.LastError);
    }

    [Fact]
    public void S16_A_certificate_is_replaced_without_a_restart()
    {
        string folder = Directory.CreateTempSubdirectory("hedgefast-rotation-").FullName;
        try
        {
            string certificate = Path.Combine(folder, "venue.pem"), key = Path.Combine(folder, "venue.key");
            string first = Place(certificate, key);
            using var rig = new TlsRig(
                FixTlsSettings.FromFiles(certificate, key, null), new FixTlsSettings { Roots = _authority.Roots });
            rig.UntilUp();
            Assert.Equal(first, PinShown(rig));

            string second = Place(certificate, key);
            File.SetLastWriteTimeUtc(certificate, File.GetLastWriteTimeUtc(certificate).AddSeconds(5));
            Assert.Equal(second, PinShown(rig));
            Assert.True(rig.Initiator.Session.IsLoggedOn);

            // A file that is broken changes nothing.
            File.WriteAllText(certificate, "half a certificate");
            File.SetLastWriteTimeUtc(certificate, File.GetLastWriteTimeUtc(certificate).AddSeconds(10));
            Assert.Equal(second, PinShown(rig));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void S16_A_folder_of_certificates_that_can_not_be_entered_any_more_leaves_the_old_one_in_force()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a link to itself");
        string folder = Directory.CreateTempSubdirectory("hedgefast-rotation-").FullName;
        try
        {
            string certificates = Path.Combine(folder, "tls"),
                certificate = Path.Combine(certificates, "venue.pem"),
                key = Path.Combine(certificates, "venue.key");
            Directory.CreateDirectory(certificates);
            Place(certificate, key);
            var identity = new TlsIdentity(FixTlsSettings.FromFiles(certificate, key, null));
            Directory.Move(certificates, certificates + ".old");
            Directory.CreateSymbolicLink(certificates, certificates);
            identity.Refresh();
            Assert.NotNull(identity.ReloadFailure);
            Assert.NotNull(identity.Settings.Certificate);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Another_name_may_be_expected()
    {
        using var rig = new TlsRig(
            new FixTlsSettings { Certificate = _authority.Issue("fix.example") },
            new FixTlsSettings { Roots = _authority.Roots, TargetName = "fix.example" });
        rig.UntilUp();
        Assert.True(rig.Initiator.IsConnected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void S19_An_identity_is_let_in_under_its_own_certificate_only(bool isItsOwn)
    {
        using X509Certificate2 own = _authority.Issue("hedge.example"), other = _authority.Issue("other.example");
        var venue = new FixTlsSettings
        {
            Certificate = _authority.Issue("localhost"),
            Roots = _authority.Roots,
            RequiresPeerCertificate = true,
        };
        var trader = new FixTlsSettings { Certificate = isItsOwn ? own : other, Roots = _authority.Roots };
        using var rig = new TlsRig(
            venue, trader,
            peerPins: new Dictionary<string, IReadOnlyList<string>> { ["HEDGE"] = [FixTlsSettings.PinOf(own)] });
        if (isItsOwn)
        {
            rig.UntilUp();
            Assert.Equal(0, rig.Acceptor.RefusedConnections);
            return;
        }

        // Both certificates lead to the root; only the key tells whose each is.
        rig.Until(() => rig.Acceptor.RefusedConnections > 0);
        Assert.Equal("a logon as HEDGE under a certificate that is not its own", rig.Acceptor.LastRefusal);
        Assert.Equal(0, rig.VenueSession.Counters.Received);
    }

    [Theory]
    [InlineData("HEDGE", 64, false, "PeerPins need TLS with RequiresPeerCertificate.")]
    [InlineData("HEDGE", 63, true, "is not 64 hexadecimal digits.")]
    [InlineData("HEGDE", 64, true, "PeerPins name 'HEGDE', which has no session.")]
    public void Pins_of_an_acceptor_that_could_not_be_checked_are_refused(
        string id, int digits, bool requires, string message)
    {
        var venue = new FixTlsSettings
        {
            Certificate = _authority.Issue("localhost"),
            Roots = _authority.Roots,
            RequiresPeerCertificate = requires,
        };
        var pins = new Dictionary<string, IReadOnlyList<string>> { [id] = [new string('a', digits)] };
        Assert.EndsWith(
            message, Assert.Throws<ArgumentException>(() => new TlsRig(venue, null, peerPins: pins)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void S07_A_certificate_whose_revocation_can_not_be_looked_up_is_refused_where_that_is_asked_for() =>
        Refuses(
            _authority.Issue("localhost"),
            new FixTlsSettings { Roots = _authority.Roots, Revocation = X509RevocationMode.Offline },
            "RevocationStatusUnknown");

    [Fact]
    public void S05_An_expired_certificate_is_refused() =>
        Refuses(
            _authority.Issue("localhost", days: 5), new FixTlsSettings { Roots = _authority.Roots }, "NotTimeValid");

    [Fact]
    public void S04_A_certificate_of_another_host_is_refused() =>
        Refuses(
            _authority.Issue("fix.example"), new FixTlsSettings { Roots = _authority.Roots },
            "the certificate CN=fix.example is another host's");

    [Fact]
    public void S06_S12_A_certificate_of_another_root_is_refused() =>
        Refuses(
            _authority.Issue("localhost"), new FixTlsSettings { Roots = new TestCertificates("Other Root").Roots },
            "PartialChain");

    [Fact]
    public void S13_A_certificate_that_no_system_root_signed_is_refused() =>
        Refuses(_authority.Issue("localhost"), new FixTlsSettings(), "the certificate CN=localhost is refused");

    [Fact]
    public void S11_A_key_that_is_not_pinned_is_refused_although_all_else_is_right() =>
        Refuses(
            _authority.Issue("localhost"),
            new FixTlsSettings
            {
                Roots = _authority.Roots,
                Pins = [FixTlsSettings.PinOf(_authority.Issue("localhost"))],
            },
            "has a key that is not among the pins");

    [Fact]
    public void S11_A_pinned_key_passes_and_pins_do_not_replace_the_chain()
    {
        X509Certificate2 certificate = _authority.Issue("localhost");
        string[] pins = [new('0', 64), FixTlsSettings.PinOf(certificate)];
        using (
            var rig = new TlsRig(
                new FixTlsSettings { Certificate = certificate },
                new FixTlsSettings { Roots = _authority.Roots, Pins = pins }))
        {
            rig.UntilUp();
        }

        Refuses(
            certificate, new FixTlsSettings { Roots = new TestCertificates("Other Root").Roots, Pins = pins },
            "PartialChain");
    }

    [Fact]
    public void S08_S09_A_client_certificate_is_demanded_and_checked()
    {
        var venue = new FixTlsSettings
        {
            Certificate = _authority.Issue("localhost"),
            Roots = _authority.Roots,
            RequiresPeerCertificate = true,
        };
        var trader = new FixTlsSettings { Roots = _authority.Roots, Certificate = _authority.Issue("hedge") };
        using (var rig = new TlsRig(venue, trader))
        {
            rig.UntilUp();
        }

        FixTlsSettings[] strangers =
        [
            trader with { Certificate = null },
            trader with { Certificate = new TestCertificates("Other Root").Issue("hedge") },
            trader with { Certificate = _authority.Issue("hedge", days: 5) },
        ];
        foreach (FixTlsSettings stranger in strangers)
        {
            using var rig = new TlsRig(venue, stranger);
            rig.Until(() => rig.Acceptor.RefusedConnections > 0 && !rig.Initiator.IsConnected);
            Assert.Empty(rig.Venue.Events);
            Assert.Equal(0, rig.VenueSession.Counters.Received);
        }
    }

    [Fact]
    public void A_side_that_talks_plain_is_refused_both_ways()
    {
        var venue = new FixTlsSettings { Certificate = _authority.Issue("localhost") };
        using (var rig = new TlsRig(venue, null))
        {
            rig.Until(() => rig.Acceptor.RefusedConnections > 0);
            Assert.Empty(rig.Venue.Events);
        }

        using (var rig = new TlsRig(null, new FixTlsSettings { Roots = _authority.Roots }))
        {
            rig.Until(() => rig.Initiator.Counters.ConnectFailures > 0);
            Assert.Empty(rig.Trader.Events);
            Assert.False(rig.Initiator.IsRefused);
        }
    }

    [Fact]
    public void Files_are_read_and_a_key_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are Unix's.");
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("hedgefast-tls-");
        string certificate = Path.Combine(folder.FullName, "own.pem"),
            key = Path.Combine(folder.FullName, "own.key"),
            roots = Path.Combine(folder.FullName, "roots.pem");
        X509Certificate2 issued = _authority.Issue("localhost");
        File.WriteAllText(certificate, issued.ExportCertificatePem());
        File.WriteAllText(key, issued.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(roots, _authority.RootPem);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        FixTlsSettings settings = FixTlsSettings.FromFiles(certificate, key, roots);
        using (var rig = new TlsRig(settings, FixTlsSettings.FromFiles(null, null, roots)))
        {
            rig.UntilUp();
        }

        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains(
            "mode 0600",
            Assert.Throws<SecretException>(() => FixTlsSettings.FromFiles(certificate, key, roots)).Message,
            StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void S03_Old_versions_and_wrong_settings_are_refused()
    {
#pragma warning disable CA5397, SYSLIB0039 // The old version is named here to be refused.
        Assert.Contains(
            "TLS 1.2",
            Assert.Throws<ArgumentException>(
                () => new FixTlsSettings { Protocols = SslProtocols.Tls11 }.Check(false)).Message,
            StringComparison.Ordinal);
#pragma warning restore CA5397, SYSLIB0039
        Assert.Contains(
            "hexadecimal",
            Assert.Throws<ArgumentException>(() => new FixTlsSettings { Pins = ["short"] }.Check(false)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "needs a Certificate", Assert.Throws<ArgumentException>(() => new FixTlsSettings().Check(true)).Message,
            StringComparison.Ordinal);
        X509Certificate2 bare = X509CertificateLoader.LoadCertificate(_authority.Issue("localhost").RawData);
        Assert.Contains(
            "no private key",
            Assert.Throws<ArgumentException>(() => new FixTlsSettings { Certificate = bare }.Check(true)).Message,
            StringComparison.Ordinal);
    }

    // Refused, with the reason said, nothing sent, and no second try.
    private static void Refuses(X509Certificate2 certificate, FixTlsSettings trader, string reason)
    {
        using var rig = new TlsRig(new FixTlsSettings { Certificate = certificate }, trader);
        rig.Until(() => rig.Initiator.IsRefused);
        Assert.Contains(reason, rig.Initiator.LastError, StringComparison.Ordinal);
        for (int i = 0; i < 1000; i++)
        {
            rig.Initiator.DoWork(10);
            rig.Acceptor.DoWork(10);
        }

        Assert.Equal(1, rig.Initiator.Counters.ConnectFailures);
        Assert.Equal(0, rig.VenueSession.Counters.Received);
        Assert.Empty(rig.Trader.Events);
        rig.Initiator.Resume();
        rig.Until(() => rig.Initiator.Counters.ConnectFailures == 2);
    }

    private string Place(string certificate, string key)
    {
        using X509Certificate2 issued = _authority.Issue("localhost");
        File.WriteAllText(certificate, issued.ExportCertificatePem());
        File.WriteAllText(key, issued.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return FixTlsSettings.PinOf(issued);
    }

    // What a stranger sees who begins a handshake.
    private static string PinShown(TlsRig rig)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, rig.Acceptor.BoundPort);
        using var client = new SslStream(new NetworkStream(socket, ownsSocket: true));
        string pin = "";
#pragma warning disable CA5359 // Which certificate is shown is all that is asked here.
        Task handshake = Task.Run(() => client.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                (pin = FixTlsSettings.PinOf((X509Certificate2)shown!)).Length > 0,
        }));
#pragma warning restore CA5359
        rig.Until(() => handshake.IsCompleted);
        return pin;
    }
}
