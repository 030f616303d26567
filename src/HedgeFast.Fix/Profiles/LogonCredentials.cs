namespace HedgeFast.Fix.Profiles;

/// <summary>User of a logon and its proof. Names secrets and never holds them.</summary>
public sealed record LogonCredentials
{
    /// <summary>Scheme of the proof.</summary>
    public CredentialScheme Scheme { get; init; }

    /// <summary>The user or access key id, which is no secret. Written to <see cref="UserTag"/>.</summary>
    public string User { get; init; } = "";

    /// <summary>Field of the user: 553 (Username), or 355 (EncodedText, with its length in 354) for example.</summary>
    public int UserTag { get; init; } = 553;

    /// <summary>The password or key: <c>env:NAME</c> or <c>file:PATH</c>.</summary>
    public string? Secret { get; init; }

    /// <summary>
    /// The next password, likewise, sent as NewPassword (925) until it is current.
    /// <see cref="CredentialScheme.Password"/> only.
    /// </summary>
    public string? NewSecret { get; init; }

    /// <summary>Encoding of the key at its place; <see cref="CredentialScheme.Hmac"/> only.</summary>
    public SecretEncoding SecretEncoding { get; init; } = SecretEncoding.Text;

    /// <summary>
    /// Fields whose values are signed, in order; one the logon lacks counts as empty.
    /// <see cref="CredentialScheme.Hmac"/> only.
    /// </summary>
    public IReadOnlyList<int> SignedTags { get; init; } = [];

    /// <summary>Code of the character between two signed values: 1 is SOH, 10 a line end.</summary>
    public int SignedSeparator { get; init; } = 1;

    /// <summary>Encoding of the signature.</summary>
    public SecretEncoding SignatureEncoding { get; init; } = SecretEncoding.Base64;

    /// <summary>
    /// Field of the signature: 96 (RawData, with its length in 95), 1402 (with its length in 1401), 554, or another.
    /// </summary>
    public int SignatureTag { get; init; } = 96;

    /// <summary>Value of EncryptedPasswordMethod (1400), written when it's not empty.</summary>
    public string SignatureMethod { get; init; } = "";
}

/// <summary>Schemes by which a logon proves its sender.</summary>
public enum CredentialScheme : byte
{
    /// <summary>None: the connection itself is trusted.</summary>
    None = 0,

    /// <summary>Username (553) and Password (554), and NewPassword (925) while one is given.</summary>
    Password = 1,

    /// <summary>
    /// HMAC-SHA-256 over the logon's own values as sent, in the order of <see cref="LogonCredentials.SignedTags"/>.
    /// </summary>
    Hmac = 2,

    /// <summary>
    /// RawData (96) is "milliseconds.nonce", Password (554) is base64 of SHA-256 over RawData and secret: Deribit's
    /// way.
    /// </summary>
    Nonce = 3,
}

/// <summary>Encodings of bytes as text.</summary>
public enum SecretEncoding : byte
{
    /// <summary>Each character is one byte.</summary>
    Text = 0,

    /// <summary>Base64 with '+', '/' and padding.</summary>
    Base64 = 1,

    /// <summary>Base64 with '-', '_' and no padding.</summary>
    Base64Url = 2,

    /// <summary>Hexadecimal, lower case when written.</summary>
    Hex = 3,
}
