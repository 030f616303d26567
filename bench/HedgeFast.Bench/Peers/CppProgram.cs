using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace HedgeFast.Bench.Peers;

/// <summary>Compiles a C++ source of ours on demand, outside the repository, once for each content and set of arguments.</summary>
internal static class CppProgram
{
    /// <summary>Compiles <paramref name="source"/> with g++ unless that was done before.</summary>
    /// <param name="source">Path of the one source file.</param>
    /// <param name="arguments">Further arguments of the compiler, libraries for example.</param>
    /// <param name="reason">Why there is no program: no compiler, or what it said.</param>
    /// <returns>Path of the program, or null.</returns>
    public static string? TryBuild(string source, string[] arguments, out string reason)
    {
        byte[] digest = SHA256.HashData([.. File.ReadAllBytes(source), .. System.Text.Encoding.UTF8.GetBytes(string.Join('\0', arguments))]);
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "hedgefast-peers")).FullName;
        string program = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(source)}-{Convert.ToHexStringLower(digest.AsSpan(0, 6))}");
        reason = "";
        if (File.Exists(program)) return program;

        // Compiled under another name first, so that a build cut short is never taken for a whole one.
        string unfinished = $"{program}.{Environment.ProcessId}";
        try
        {
            var start = new ProcessStartInfo("g++", ["-O2", .. Std, "-o", unfinished, source, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process compiler = Process.Start(start)!;
            string said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode == 0)
            {
                File.Move(unfinished, program, overwrite: true);
                return program;
            }

            reason = $"g++ can't compile {Path.GetFileName(source)}: {said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? said.Trim()}";
        }
        catch (Win32Exception)
        {
            reason = "there is no g++";
        }

        return null;
    }

    // QuickFIX's headers use exception specifications, which C++17 removed.
    private static string[] Std => ["-std=c++14", "-Wno-deprecated"];
}
