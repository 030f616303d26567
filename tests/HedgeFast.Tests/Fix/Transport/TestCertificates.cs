using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HedgeFast.Tests.Fix.Transport;

/// <summary>A certificate authority that lives as long as the test.</summary>
internal sealed class TestCertificates
{
    private static readonly DateTimeOffset Today = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 _root;

    public TestCertificates(string name)
    {
        // RSA, since the oldest side tested against knows no other key.
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(Today.AddDays(-30), Today.AddDays(30));
    }

    /// <summary>The root without its key, as the other side would have it.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_root.RawData)];

    /// <summary>The root's certificate as PEM.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>
    /// A certificate for <paramref name="host"/>, for either side, valid from 10 days ago for <paramref name="days"/>
    /// days.
    /// </summary>
    public X509Certificate2 Issue(string host, int days = 20)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension(
                [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using X509Certificate2 bare = request.Create(
            _root, Today.AddDays(-10), Today.AddDays(days - 10), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }
}
