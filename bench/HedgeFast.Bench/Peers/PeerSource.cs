using System.Diagnostics;

namespace HedgeFast.Bench.Peers;

/// <summary>One of the C++ programs of bench/peers: how it is compiled, and whether it can be here.</summary>
/// <param name="Name">Its file without the extension.</param>
/// <param name="Options">Arguments for the compiler.</param>
/// <param name="Libraries">Arguments for the linker.</param>
internal sealed record PeerSource(string Name, string Options, string Libraries = "")
{
    /// <summary>Compiles it into the build output.</summary>
    /// <param name="reason">Why there is none.</param>
    /// <returns>The program's path, or null.</returns>
    public string? Build(out string reason)
    {
        if (FindSources() is not { } sources)
        {
            reason = "bench/peers is not above the current directory";
            return null;
        }

        string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "peers")).FullName;
        string program = Path.Combine(folder, Name);
        try
        {
            ProcessStartInfo start = new("g++", $"-std=c++17 {Options} {Name}.cpp -o {program} {Libraries}") { WorkingDirectory = sources, RedirectStandardError = true };
            using Process compiler = Process.Start(start)!;
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            reason = errors.Split('\n')[0];
            return compiler.ExitCode == 0 ? program : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            reason = "there is no g++";
            return null;
        }
    }

    private static string? FindSources()
    {
        for (DirectoryInfo? at = new(Environment.CurrentDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "bench", "peers");
            if (File.Exists(Path.Combine(candidate, "peer.hpp")))
                return candidate;
        }

        return null;
    }
}
