using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Fix.Log;

namespace HedgeFast.Fix.Transport;

/// <summary>Judges the other side's certificate in one handshake, and remembers why it was refused.</summary>
internal sealed class TlsTrust(TlsIdentity identity, bool isClient)
{
    // TLS 1.2 with a key of its own for each session and authenticated encryption only, as TLS 1.3 always has.
    private static readonly TlsCipherSuite[] Authenticated =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];

    private static readonly CipherSuitesPolicy? Suites =
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? new CipherSuitesPolicy(Authenticated) : null;

    private readonly FixTlsSettings _settings = identity.Settings;

    /// <summary>Why the certificate was refused; null unless it was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Pin of the certificate that was accepted; null before, and where none was shown.</summary>
    public string? PeerPin { get; private set; }

    public SslClientAuthenticationOptions ForClient(string host) => new()
    {
        TargetHost = _settings.TargetName ?? host,
        EnabledSslProtocols = _settings.Protocols,
        ClientCertificateContext = identity.Context,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = Judge,
        AllowRenegotiation = false,
        CipherSuitesPolicy = Suites,
    };

    public SslServerAuthenticationOptions ForServer() => new()
    {
        EnabledSslProtocols = _settings.Protocols,
        ServerCertificateContext = identity.Context,
        ClientCertificateRequired = _settings.RequiresPeerCertificate,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = Judge,
        AllowRenegotiation = false,
        CipherSuitesPolicy = Suites,
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { RevocationMode = _settings.Revocation, DisableCertificateDownloads = true };
        if (_settings.Roots is null)
            return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_settings.Roots);
        return policy;
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        string? pin = certificate is null ? null : FixTlsSettings.PinOf((X509Certificate2)certificate);
        if (certificate is null)
        {
            if (!isClient && !_settings.RequiresPeerCertificate)
                return true;
            Refusal = "the other side showed no certificate";
        }
        else if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            string causes = chain is null
                ? "no chain"
                : string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
            Refusal = $"the certificate {ForeignText.Of(certificate.Subject)} is refused: {causes}";
        }
        else if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            Refusal = $"the certificate {ForeignText.Of(certificate.Subject)} is another host's";
        }
        else if (errors != SslPolicyErrors.None)
        {
            Refusal = $"the certificate {ForeignText.Of(certificate.Subject)} is refused: {errors}";
        }
        else if (_settings.Pins.Count > 0 && !_settings.Pins.Contains(pin, StringComparer.OrdinalIgnoreCase))
        {
            Refusal = $"the certificate {ForeignText.Of(certificate.Subject)} has a key that is not among the pins";
        }

        if (Refusal is null)
            PeerPin = pin;
        return Refusal is null;
    }
}
