namespace HedgeFast.Fix.Profiles;

/// <summary>How a logon proves who sends it.</summary>
public enum CredentialScheme : byte
{
    /// <summary>Not at all: the connection itself is trusted.</summary>
    None = 0,

    /// <summary>Username (553) and Password (554), and NewPassword (925) while one is given.</summary>
    Password = 1,

    /// <summary>HMAC-SHA-256 over the logon's own values, byte for byte as sent, in the order of <see cref="LogonCredentials.SignedTags"/>.</summary>
    Hmac = 2,

    /// <summary>RawData (96) is "milliseconds.nonce", Password (554) is base64 of SHA-256 over RawData and secret: Deribit's way.</summary>
    Nonce = 3,
}
