using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Profiles;

/// <summary>
/// Signs logons as a profile asks: cancel on disconnect, further fields, credentials over the bytes as sent.
/// </summary>
internal sealed class ProfileLogon : ILogonSignature
{
    private const int EncryptedPasswordMethod = 1400;
    private const int NonceBytes = 32;
    private const int SignedBytesUsual = 4096;

    private readonly VenueProfile _profile;
    private readonly LogonCredentials _credentials;
    private readonly SecretSource? _secret;
    private readonly SecretSource? _newSecret;

    public ProfileLogon(VenueProfile profile)
    {
        _profile = profile;
        _credentials = profile.Credentials;
        if (_credentials.User.Length > 0)
            FieldText.Check(_credentials.User, $"Profile {profile.Name}: the user");
        if (_credentials.SignatureMethod.Length > 0)
            FieldText.Check(_credentials.SignatureMethod, $"Profile {profile.Name}: the signature method");
        CancelOnDisconnect cancel = profile.CancelOnDisconnect;
        if (cancel.Tag > 0)
            FieldText.Check(cancel.IsOn ? cancel.On : cancel.Off, $"Profile {profile.Name}: cancel on disconnect");
        if (_credentials.Scheme == CredentialScheme.None)
            return;
        string secret = _credentials.Secret
            ?? throw new SecretException($"Profile {profile.Name}: the credentials name no secret.");
        _secret = SecretSource.Parse(secret);
        if (_credentials.NewSecret is { } next)
            _newSecret = SecretSource.Parse(next);
    }

    /// <summary>Whether the profile asks for nothing.</summary>
    public bool IsEmpty => _profile.CancelOnDisconnect.Tag == 0
        && _profile.LogonFields.Count == 0
        && _credentials.Scheme == CredentialScheme.None;

    /// <inheritdoc/>
    public void Sign(scoped ref FixBody logon, in LogonHeader header)
    {
        CancelOnDisconnect cancel = _profile.CancelOnDisconnect;
        if (cancel.Tag > 0)
            logon.Add(cancel.Tag, Ascii(cancel.IsOn ? cancel.On : cancel.Off));
        foreach ((int tag, string value) in _profile.LogonFields.OrderBy(field => field.Key))
            logon.Add(tag, Ascii(value));
        if (_credentials.Scheme == CredentialScheme.None)
            return;
        if (_credentials.User.Length > 0)
            AddValue(ref logon, _credentials.UserTag, Ascii(_credentials.User));
        switch (_credentials.Scheme)
        {
            case CredentialScheme.Password:
                AddSecret(ref logon, Tags.Password, _secret!);
                if (_newSecret is not null)
                    AddSecret(ref logon, Tags.NewPassword, _newSecret);
                break;
            case CredentialScheme.Nonce:
                byte[] nonce = new byte[NonceBytes];
                header.FillSecret(nonce);
                byte[] raw = Ascii($"{header.UtcNanos / 1_000_000}.{Convert.ToBase64String(nonce)}");
                AddValue(ref logon, Tags.RawData, raw);
                logon.Add(Tags.Password, Ascii(Convert.ToBase64String(HashWithSecret(raw))));
                break;
            default:
                byte[] signature = Signature(logon.Written, header);
                if (_credentials.SignatureMethod.Length > 0)
                    logon.Add(EncryptedPasswordMethod, Ascii(_credentials.SignatureMethod));
                AddValue(ref logon, _credentials.SignatureTag, Ascii(Write(signature, _credentials.SignatureEncoding)));
                break;
        }
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    // A data field is announced by its length, an ordinary one is not.
    private static void AddValue(ref FixBody logon, int tag, ReadOnlySpan<byte> value)
    {
        int lengthTag = DataFields.Announcing(tag);
        if (lengthTag == 0)
            logon.Add(tag, value);
        else
            logon.AddData(lengthTag, tag, value);
    }

    private static string Write(byte[] bytes, SecretEncoding encoding) => encoding switch
    {
        SecretEncoding.Base64 => Convert.ToBase64String(bytes),
        SecretEncoding.Base64Url => Base64Url.EncodeToString(bytes),
        _ => Convert.ToHexStringLower(bytes),
    };

    private static void AddSecret(scoped ref FixBody logon, int tag, SecretSource source)
    {
        byte[] secret = source.ReadForField();
        logon.Add(tag, secret);
        CryptographicOperations.ZeroMemory(secret);
    }

    private byte[] HashWithSecret(byte[] nonce)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(nonce);
        byte[] secret = _secret!.ReadBytes();
        hash.AppendData(secret);
        CryptographicOperations.ZeroMemory(secret);
        return hash.GetHashAndReset();
    }

    private byte[] Signature(ReadOnlySpan<byte> body, in LogonHeader header)
    {
        byte[] text = _secret!.ReadBytes();
        using var signed = new MemoryStream(SignedBytesUsual);
        for (int i = 0; i < _credentials.SignedTags.Count; i++)
        {
            if (i > 0)
                signed.WriteByte((byte)_credentials.SignedSeparator);
            if (_credentials.SignedTags[i] == Tags.Password)
                signed.Write(text);
            else
                signed.Write(Value(_credentials.SignedTags[i], body, header));
        }

        Span<byte> key = Key(text);
        byte[] signature = HMACSHA256.HashData(key, signed.GetBuffer().AsSpan(0, (int)signed.Length));
        CryptographicOperations.ZeroMemory(text);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(signed.GetBuffer());
        return signature;
    }

    // Decoded in the array that holds the text: it is shorter in every encoding.
    private Span<byte> Key(byte[] text)
    {
        int written = text.Length;
        bool isGood = _credentials.SecretEncoding switch
        {
            SecretEncoding.Text => true,
            SecretEncoding.Base64 => Base64.DecodeFromUtf8InPlace(text, out written) == OperationStatus.Done,
            SecretEncoding.Base64Url => TryBase64Url(text, out written),
            _ => TryHex(text, out written),
        };
        if (isGood)
            return text.AsSpan(0, written);
        CryptographicOperations.ZeroMemory(text);
        throw new SecretException($"The secret {_secret} is not {_credentials.SecretEncoding}.");
    }

    private static bool TryBase64Url(byte[] text, out int written)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(text.Length, pinned: true);
        bool isGood = Base64Url.DecodeFromUtf8(text, bytes, out _, out written) == OperationStatus.Done;
        return Moved(bytes, text, isGood);
    }

    private static bool TryHex(byte[] text, out int written)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(text.Length, pinned: true);
        bool isGood = Convert.FromHexString(text, bytes, out _, out written) == OperationStatus.Done;
        return Moved(bytes, text, isGood);
    }

    private static bool Moved(byte[] bytes, byte[] text, bool isGood)
    {
        if (isGood)
            bytes.CopyTo(text, 0);
        CryptographicOperations.ZeroMemory(bytes);
        return isGood;
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
            _ => null,
        };
        if (text is not null)
            return Ascii(text);
        if (tag == Tags.SendingTime)
            return header.SendingTime;
        foreach (FixField field in new FixFields(body))
        {
            if (field.Tag == tag)
                return field.Value;
        }

        return default;
    }
}
