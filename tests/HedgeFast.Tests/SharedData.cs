namespace HedgeFast.Tests;

/// <summary>Finds reference data that lies beside the repository and is no part of it.</summary>
internal static class SharedData
{
    /// <summary>Full path of a file under <c>shared/data</c>; skips the calling test where it is absent.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        if (Find(parts) is { } path)
            return path;
        Assert.Skip(
            $"{Path.Combine(["shared", "data", .. parts])} is not on this machine; it is market or reference data that "
                + "the repository does not carry.");
        return "";
    }

    /// <summary>Full path of a file or folder under <c>shared/data</c>, or null where it is absent.</summary>
    public static string? Find(params ReadOnlySpan<string> parts)
    {
        string relative = Path.Combine(["shared", "data", .. parts]);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, relative);
            if (Path.Exists(path))
                return path;
        }

        return null;
    }
}
