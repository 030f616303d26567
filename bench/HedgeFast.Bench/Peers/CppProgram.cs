using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// Compiles a C++ source of ours on demand, outside the repository, once for each content and set of arguments.
/// </summary>
internal static class CppProgram
{
    /// <summary>
    /// Standard for whatever includes QuickFIX's headers: they use exception specifications, which C++17 removed.
    /// </summary>
    public const string QuickFixStandard = "c++14";

    /// <summary>Compiles <paramref name="source"/> with g++ unless that was done before.</summary>
    /// <param name="source">Path of the one source file; it may include headers of its folder.</param>
    /// <param name="arguments">Standard, optimisation, libraries.</param>
    /// <param name="reason">Why there is no program: no compiler, or what it said.</param>
    /// <returns>Path of the program, or null.</returns>
    public static string? TryBuild(string source, string[] arguments, out string reason)
    {
        IEnumerable<string> headers =
            Directory.GetFiles(Path.GetDirectoryName(source)!, "*.hpp").Order(StringComparer.Ordinal);
        byte[] digest = SHA256.HashData(
            [
                .. headers.Prepend(source).SelectMany(File.ReadAllBytes),
                .. System.Text.Encoding.UTF8.GetBytes(string.Join('\0', arguments)),
            ]);
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "hedgefast-peers")).FullName;
        string program = Path.Combine(
            folder, $"{Path.GetFileNameWithoutExtension(source)}-{Convert.ToHexStringLower(digest.AsSpan(0, 6))}");
        reason = "";
        if (File.Exists(program))
            return program;

        // Compiled under another name first, so that a build cut short is never taken for a whole one.
        string unfinished = $"{program}.{Environment.ProcessId}";
        try
        {
            var start = new ProcessStartInfo("g++", ["-o", unfinished, source, .. arguments])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using Process compiler = Process.Start(start)!;
            string said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode == 0)
            {
                File.Move(unfinished, program, overwrite: true);
                return program;
            }

            string? error = said.Split('\n')
                .FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal));
            reason = $"g++ can't compile {Path.GetFileName(source)}: {error ?? said.Trim()}";
        }
        catch (Win32Exception)
        {
            reason = "there is no g++";
        }

        return null;
    }
}
