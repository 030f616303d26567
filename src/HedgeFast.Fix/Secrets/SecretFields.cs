using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Secrets;

/// <summary>Shows messages with secrets masked; nothing else in the library turns a message into text.</summary>
public static class SecretFields
{
    private const string Mask = "***";

    /// <summary>
    /// Whether a field is secret: Password (554), NewPassword (925), RawData (96), EncryptedPassword (1402),
    /// EncryptedNewPassword (1404).
    /// </summary>
    public static bool IsSecret(int tag) => tag is 96 or 554 or 925 or 1402 or 1404;

    /// <summary>
    /// The message with '|' for SOH and "***" for each secret. Unreadable bytes, which may hold a secret, are left out.
    /// </summary>
    public static string Show(ReadOnlySpan<byte> message)
    {
        var text = new StringBuilder(message.Length);
        var fields = new FixFields(message);
        while (fields.MoveNext())
        {
            text.Append(fields.Tag).Append('=');
            if (IsSecret(fields.Tag))
                text.Append(Mask);
            else
                AppendAscii(text, fields.Value);
            text.Append('|');
        }

        if (fields.IsMalformed)
            text.Append("(unreadable)");
        return text.ToString();
    }

    /// <summary>
    /// Masks as <see cref="MaskInPlace(Span{byte})"/>, and in a logon also the values of <paramref name="ofLogon"/>.
    /// </summary>
    public static void MaskInPlace(Span<byte> message, ReadOnlySpan<int> ofLogon)
    {
        MaskInPlace(message);
        if (ofLogon.IsEmpty)
            return;
        bool isLogon = false;
        var fields = new FixFields(message);
        while (fields.MoveNext())
        {
            if (fields.Tag == Tags.MsgType)
                isLogon = fields.Value is [MsgTypes.Logon];
            else if (isLogon && ofLogon.Contains(fields.Tag))
                message.Slice(fields.ValueStart, fields.ValueLength).Fill((byte)'*');
        }
    }

    /// <summary>
    /// Overwrites secrets and unreadable bytes in <paramref name="message"/> with '*', lengths kept. CheckSum keeps its
    /// value.
    /// </summary>
    public static void MaskInPlace(Span<byte> message)
    {
        var fields = new FixFields(message);
        int readable = 0;
        while (fields.MoveNext())
        {
            if (IsSecret(fields.Tag))
                message.Slice(fields.ValueStart, fields.ValueLength).Fill((byte)'*');
            readable = fields.NextStart;
        }

        message[readable..].Fill((byte)'*');
    }

    // Control characters would let a message forge lines of a log.
    private static void AppendAscii(StringBuilder text, ReadOnlySpan<byte> value)
    {
        foreach (byte b in value)
            text.Append(b is >= (byte)' ' and <= (byte)'~' ? (char)b : '?');
    }
}
