using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace HedgeFast.Fix.Transport;

/// <summary>Judges the other side's certificate in one handshake, and remembers why it was refused.</summary>
internal sealed class TlsTrust(FixTlsSettings settings, bool isClient)
{
    /// <summary>Why the certificate was refused; null unless it was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Pin of the certificate that was accepted; null before, and where none was shown.</summary>
    public string? PeerPin { get; private set; }

    public SslClientAuthenticationOptions ForClient(string host) => new()
    {
        TargetHost = settings.TargetName ?? host,
        EnabledSslProtocols = settings.Protocols,
        ClientCertificateContext = Own(),
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = Judge,
        AllowRenegotiation = false,
    };

    public SslServerAuthenticationOptions ForServer() => new()
    {
        EnabledSslProtocols = settings.Protocols,
        ServerCertificateContext = Own(),
        ClientCertificateRequired = settings.RequiresPeerCertificate,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = Judge,
        AllowRenegotiation = false,
    };

    // Offline: what is not in the settings is not fetched.
    private SslStreamCertificateContext? Own() =>
        settings.Certificate is null ? null : SslStreamCertificateContext.Create(settings.Certificate, settings.Intermediates, offline: true);

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { RevocationMode = settings.Revocation, DisableCertificateDownloads = true };
        if (settings.Roots is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(settings.Roots);
        return policy;
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        string? pin = certificate is null ? null : FixTlsSettings.PinOf((X509Certificate2)certificate);
        if (certificate is null)
        {
            if (!isClient && !settings.RequiresPeerCertificate) return true;
            Refusal = "the other side showed no certificate";
        }
        else if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            string causes = chain is null ? "no chain" : string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
            Refusal = $"the certificate {certificate.Subject} is refused: {causes}";
        }
        else if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            Refusal = $"the certificate {certificate.Subject} is another host's";
        }
        else if (errors != SslPolicyErrors.None)
        {
            Refusal = $"the certificate {certificate.Subject} is refused: {errors}";
        }
        else if (settings.Pins.Count > 0 && !settings.Pins.Contains(pin, StringComparer.OrdinalIgnoreCase))
        {
            Refusal = $"the certificate {certificate.Subject} has a key that is not among the pins";
        }

        if (Refusal is null) PeerPin = pin;
        return Refusal is null;
    }
}
