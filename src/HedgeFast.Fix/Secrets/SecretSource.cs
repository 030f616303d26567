using System.Security.Cryptography;
using System.Text;
using HedgeFast.Fix.Files;

namespace HedgeFast.Fix.Secrets;

/// <summary>Reference to a password or key: <c>env:NAME</c>, or <c>file:PATH</c> readable by its owner alone.</summary>
/// <remarks>
/// Config holds the reference and never the secret. Each use reads it anew, so a secret changed in place counts from
/// the next logon on.
/// </remarks>
public sealed class SecretSource
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";
    private const long BytesMax = 64 << 10;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly bool _isFile;
    private readonly string _place;

    private SecretSource(bool isFile, string place)
    {
        _isFile = isFile;
        _place = place;
    }

    /// <summary>Parses a reference from config.</summary>
    /// <exception cref="SecretException">
    /// It's neither form, so that it may be the secret itself. It's not repeated in the message.
    /// </exception>
    public static SecretSource Parse(string reference)
    {
        if (Names(reference, EnvironmentPrefix))
            return FromEnvironment(reference[EnvironmentPrefix.Length..]);
        if (Names(reference, FilePrefix))
            return FromFile(reference[FilePrefix.Length..]);
        throw new SecretException(
            "A secret is given as env:NAME or file:PATH and never written into the config itself.");
    }

    /// <summary>An environment variable.</summary>
    public static SecretSource FromEnvironment(string name) => new(false, name);

    /// <summary>A file of mode 0600 or less; one line end behind the secret is not part of it.</summary>
    public static SecretSource FromFile(string path) => new(true, path);

    /// <summary>The secret.</summary>
    /// <exception cref="SecretException">It's absent or empty, or others may read the file.</exception>
    public string Read()
    {
        byte[] secret = ReadBytes();
        string text = Encoding.UTF8.GetString(secret);
        CryptographicOperations.ZeroMemory(secret);
        return text;
    }

    /// <summary>The secret as UTF-8 bytes that no collection copies; the reader clears them after use.</summary>
    /// <exception cref="SecretException">It's absent or empty, or others may read the file.</exception>
    public byte[] ReadBytes()
    {
        byte[] secret = _isFile
            ? ReadFileBytes()
            : Pinned(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(_place) ?? ""));
        return secret.Length == 0 ? throw new SecretException($"The secret {this} is absent or empty.") : secret;
    }

    /// <summary>As <see cref="ReadBytes"/>, for the value of a field: printable ASCII without '='.</summary>
    /// <exception cref="SecretException">It's absent, or holds characters that no field may have.</exception>
    public byte[] ReadForField()
    {
        byte[] secret = ReadBytes();
        if (secret.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~') || secret.AsSpan().Contains((byte)'='))
        {
            CryptographicOperations.ZeroMemory(secret);
            throw new SecretException($"The secret {this} may hold printable ASCII without '=' only.");
        }

        return secret;
    }

    /// <summary>The reference, which is no secret.</summary>
    public override string ToString() => (_isFile ? FilePrefix : EnvironmentPrefix) + _place;

    private static bool Names(string reference, string prefix) =>
        reference.StartsWith(prefix, StringComparison.Ordinal) && reference.Length > prefix.Length;

    // A pinned array stays in its place, so that clearing it leaves no copy behind.
    private static byte[] Pinned(byte[] secret)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(pinned, 0);
        CryptographicOperations.ZeroMemory(secret);
        return pinned;
    }

    private byte[] ReadFileBytes()
    {
        try
        {
            // The handle that was checked is the one that is read: the file can't be exchanged in between.
            using FileStream file = InputFile.Open(_place, BytesMax, bufferBytes: 0);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
            {
                throw new SecretException($"Others than its owner may read or change {this}; it must have mode 0600.");
            }

            Span<byte> buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(file.Length, BytesMax), pinned: true);
            Span<byte> read = buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
            ReadOnlySpan<byte> preamble = Encoding.UTF8.Preamble;
            ReadOnlySpan<byte> text = read.StartsWith(preamble) ? read[preamble.Length..] : read;
            byte[] secret = Pinned(text.TrimEnd("\r\n"u8).ToArray());
            CryptographicOperations.ZeroMemory(buffer);
            return secret;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"The secret {this} can't be read: {e.Message}");
        }
    }
}
