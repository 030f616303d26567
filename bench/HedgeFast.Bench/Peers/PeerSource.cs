namespace HedgeFast.Bench.Peers;

/// <summary>One of the C++ programs of bench/peers: how it is compiled, and whether it can be here.</summary>
/// <param name="Name">Its file without the extension.</param>
/// <param name="Options">Arguments for the compiler, apart from the standard.</param>
/// <param name="Libraries">Arguments for the linker.</param>
/// <param name="Standard">The language's.</param>
internal sealed record PeerSource(string Name, string Options, string Libraries = "", string Standard = "c++17")
{
    /// <summary>Compiles it, unless that was done before.</summary>
    /// <param name="reason">Why there is none.</param>
    /// <returns>The program's path, or null.</returns>
    public string? Build(out string reason)
    {
        if (FindFolder() is { } folder)
        {
            return CppProgram.TryBuild(
                Path.Combine(folder, Name + ".cpp"),
                [
                    $"-std={Standard}", .. Options.Split(' '),
                    .. Libraries.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                ],
                out reason);
        }

        reason = "bench/peers is not above this program: it lies in a clone of the repository";
        return null;
    }

    private static string? FindFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "bench", "peers");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
