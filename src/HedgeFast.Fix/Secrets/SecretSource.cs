namespace HedgeFast.Fix.Secrets;

/// <summary>
/// Where a password or key comes from: <c>env:NAME</c>, or <c>file:PATH</c> of a file that only its owner may read. Config holds this reference and never the secret.
/// It's read anew each time, so that a secret changed in place counts from the next logon on.
/// </summary>
public sealed class SecretSource
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly bool _isFile;
    private readonly string _place;

    private SecretSource(bool isFile, string place)
    {
        _isFile = isFile;
        _place = place;
    }

    /// <summary>Takes a reference out of config.</summary>
    /// <exception cref="SecretException">It's neither form, so that it may be the secret itself. It's not repeated in the message.</exception>
    public static SecretSource Parse(string reference)
    {
        if (reference.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) && reference.Length > EnvironmentPrefix.Length) return FromEnvironment(reference[EnvironmentPrefix.Length..]);
        if (reference.StartsWith(FilePrefix, StringComparison.Ordinal) && reference.Length > FilePrefix.Length) return FromFile(reference[FilePrefix.Length..]);
        throw new SecretException("A secret is given as env:NAME or file:PATH and never written into the config itself.");
    }

    /// <summary>An environment variable.</summary>
    public static SecretSource FromEnvironment(string name) => new(false, name);

    /// <summary>A file of mode 0600 or less; one line end behind the secret is not part of it.</summary>
    public static SecretSource FromFile(string path) => new(true, path);

    /// <summary>The secret.</summary>
    /// <exception cref="SecretException">It's absent or empty, or others may read the file.</exception>
    public string Read()
    {
        string? secret = _isFile ? ReadFile() : Environment.GetEnvironmentVariable(_place);
        return string.IsNullOrEmpty(secret) ? throw new SecretException($"The secret {this} is absent or empty.") : secret;
    }

    /// <summary>The secret as the value of a field: printable ASCII without '='.</summary>
    /// <exception cref="SecretException">It's absent, or holds what can't stand in a field.</exception>
    public string ReadForField()
    {
        string secret = Read();
        return secret.All(c => c is >= ' ' and <= '~' and not '=') ? secret : throw new SecretException($"The secret {this} may hold printable ASCII without '=' only.");
    }

    /// <summary>The reference, which is no secret.</summary>
    public override string ToString() => (_isFile ? FilePrefix : EnvironmentPrefix) + _place;

    private string ReadFile()
    {
        try
        {
            // The handle that was checked is the one that is read: the file can't be exchanged in between.
            using var file = new FileStream(_place, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
            {
                throw new SecretException($"Others than its owner may read or change {this}; it must have mode 0600.");
            }

            using var reader = new StreamReader(file);
            return reader.ReadToEnd().TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"The secret {this} can't be read: {e.Message}");
        }
    }
}
