using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Profiles;

/// <summary>Adds to a logon what a profile asks for: cancel on disconnect, further fields, and the credentials over the bytes as they will be sent.</summary>
internal sealed class ProfileLogon : ILogonSignature
{
    private const int EncryptedPasswordMethod = 1400;
    private const int NonceBytes = 32;

    private readonly VenueProfile _profile;
    private readonly LogonCredentials _credentials;
    private readonly SecretSource? _secret;
    private readonly SecretSource? _newSecret;

    public ProfileLogon(VenueProfile profile)
    {
        _profile = profile;
        _credentials = profile.Credentials;
        if (_credentials.User.Length > 0) FieldText.Check(_credentials.User, $"Profile {profile.Name}: the user");
        if (_credentials.SignatureMethod.Length > 0) FieldText.Check(_credentials.SignatureMethod, $"Profile {profile.Name}: the signature method");
        CancelOnDisconnect cancel = profile.CancelOnDisconnect;
        if (cancel.Tag > 0) FieldText.Check(cancel.IsOn ? cancel.On : cancel.Off, $"Profile {profile.Name}: cancel on disconnect");
        if (_credentials.Scheme == CredentialScheme.None) return;
        _secret = SecretSource.Parse(_credentials.Secret ?? throw new SecretException($"Profile {profile.Name}: the credentials name no secret."));
        if (_credentials.NewSecret is { } next) _newSecret = SecretSource.Parse(next);
    }

    /// <summary>Whether the profile asks for nothing.</summary>
    public bool IsEmpty => _profile.CancelOnDisconnect.Tag == 0 && _profile.LogonFields.Count == 0 && _credentials.Scheme == CredentialScheme.None;

    /// <inheritdoc/>
    public void Sign(scoped ref FixBody logon, in LogonHeader header)
    {
        CancelOnDisconnect cancel = _profile.CancelOnDisconnect;
        if (cancel.Tag > 0) logon.Add(cancel.Tag, Ascii(cancel.IsOn ? cancel.On : cancel.Off));
        foreach ((int tag, string value) in _profile.LogonFields) logon.Add(tag, Ascii(value));
        if (_credentials.Scheme == CredentialScheme.None) return;
        if (_credentials.User.Length > 0) AddValue(ref logon, _credentials.UserTag, Ascii(_credentials.User));
        switch (_credentials.Scheme)
        {
            case CredentialScheme.Password:
                logon.Add(Tags.Password, Ascii(_secret!.ReadForField()));
                if (_newSecret is not null) logon.Add(Tags.NewPassword, Ascii(_newSecret.ReadForField()));
                break;
            case CredentialScheme.Nonce:
                byte[] raw = Ascii($"{header.UtcNanos / 1_000_000}.{Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes))}");
                AddValue(ref logon, Tags.RawData, raw);
                logon.Add(Tags.Password, Ascii(Convert.ToBase64String(SHA256.HashData([.. raw, .. Encoding.UTF8.GetBytes(_secret!.Read())]))));
                break;
            default:
                byte[] signature = HMACSHA256.HashData(Key(), SignedBytes(logon.Written, header));
                if (_credentials.SignatureMethod.Length > 0) logon.Add(EncryptedPasswordMethod, Ascii(_credentials.SignatureMethod));
                AddValue(ref logon, _credentials.SignatureTag, Ascii(Write(signature, _credentials.SignatureEncoding)));
                break;
        }
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    // A data field is announced by its length, an ordinary one is not.
    private static void AddValue(ref FixBody logon, int tag, ReadOnlySpan<byte> value)
    {
        int lengthTag = DataFields.Announcing(tag);
        if (lengthTag == 0) logon.Add(tag, value);
        else logon.AddData(lengthTag, tag, value);
    }

    private static string Write(byte[] bytes, SecretEncoding encoding) => encoding switch
    {
        SecretEncoding.Base64 => Convert.ToBase64String(bytes),
        SecretEncoding.Base64Url => Base64Url.EncodeToString(bytes),
        _ => Convert.ToHexStringLower(bytes),
    };

    private byte[] Key()
    {
        string text = _secret!.Read();
        try
        {
            return _credentials.SecretEncoding switch
            {
                SecretEncoding.Text => Encoding.UTF8.GetBytes(text),
                SecretEncoding.Base64 => Convert.FromBase64String(text),
                SecretEncoding.Base64Url => Base64Url.DecodeFromChars(text),
                _ => Convert.FromHexString(text),
            };
        }
        catch (FormatException)
        {
            throw new SecretException($"The secret {_secret} is not {_credentials.SecretEncoding}.");
        }
    }

    private byte[] SignedBytes(ReadOnlySpan<byte> body, in LogonHeader header)
    {
        var signed = new MemoryStream();
        for (int i = 0; i < _credentials.SignedTags.Count; i++)
        {
            if (i > 0) signed.WriteByte((byte)_credentials.SignedSeparator);
            signed.Write(Value(_credentials.SignedTags[i], body, header));
        }

        return signed.ToArray();
    }

    private ReadOnlySpan<byte> Value(int tag, ReadOnlySpan<byte> body, in LogonHeader header)
    {
        string? text = tag switch
        {
            Tags.MsgType => "A",
            Tags.MsgSeqNum => header.SeqNum.ToString(CultureInfo.InvariantCulture),
            Tags.SenderCompID => header.SenderCompId,
            Tags.SenderSubID => header.SenderSubId,
            Tags.SenderLocationID => header.SenderLocationId,
            Tags.TargetCompID => header.TargetCompId,
            Tags.TargetSubID => header.TargetSubId,
            Tags.TargetLocationID => header.TargetLocationId,
            Tags.LastMsgSeqNumProcessed => header.LastProcessed.ToString(CultureInfo.InvariantCulture),
            Tags.Password => _secret!.Read(),
            _ => null,
        };
        if (text is not null) return Ascii(text);
        if (tag == Tags.SendingTime) return header.SendingTime;
        foreach (FixField field in new FixFields(body))
        {
            if (field.Tag == tag) return field.Value;
        }

        return default;
    }
}
