namespace HedgeFast.Fix.Files;

/// <summary>
/// Makes folders of mode 0700 whatever the umask. An existing folder keeps its mode: its owner decides.
/// </summary>
public static class PrivateFolder
{
    /// <summary>Mode of every folder that is made.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Strangers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes a folder, and those above it, where they are not there.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="IOException">It can't be made, or a file is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static string Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(full).FullName;

        // .NET gives the mode to the last folder only; those above it would follow the umask.
        var missing = new Stack<string>();
        string? above = full;
        for (; above is not null && !Directory.Exists(above); above = Path.GetDirectoryName(above))
            missing.Push(above);
        foreach (string folder in missing)
            Directory.CreateDirectory(folder, Mode);
        return full;
    }

    /// <summary>Makes the folder that a file is to lie in.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void CreateFor(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Create(folder);
    }

    /// <summary>Whether other users may add, rename or remove files in a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It is not there.</exception>
    public static bool IsOpenToOthers(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;
        UnixFileMode mode = File.GetUnixFileMode(path);
        return (mode & Strangers) != 0 && (mode & UnixFileMode.StickyBit) == 0;
    }
}
