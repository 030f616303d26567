namespace HedgeFast.Fix.Profiles;

/// <summary>How bytes are written as text.</summary>
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
