using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Tests.Fix.Interop;

/// <summary>
/// QuickFIX C++ in a process of its own, behind <c>tests/interop/quickfix_counterparty.cpp</c>: commands go in, events
/// come out, both as lines.
/// </summary>
internal sealed class Counterparty : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<string> _seen = [];

    /// <summary>Starts it; skips the calling test where the compiler or the library is absent.</summary>
    public Counterparty(string role, int port, string folder, string dictionary = "-", string? certificates = null)
    {
        string source = Path.Combine(
            Conventions.SourceTree.Repository.Root, "tests", "interop", "quickfix_counterparty.cpp");
        string? program = CppProgram.TryBuild(
            source,
            [
                "-std=" + CppProgram.QuickFixStandard, "-O2", "-Wno-deprecated", "-lquickfix", "-lssl", "-lcrypto",
                "-lpthread",
            ],
            out string reason);
        if (program is null)
        {
            Assert.Skip(
            $"QuickFIX C++ is not here (Debian: g++ libquickfix-dev libssl-dev): {reason}");
        }

        string[] arguments =
        [
            role,
            port.ToString(CultureInfo.InvariantCulture),
            folder,
            "FIX.4.4",
            dictionary,
            .. certificates is null ? Array.Empty<string>() : [certificates],
        ];
        _process = Process.Start(
            new ProcessStartInfo(program!, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Keep(string? line)
        {
            if (line is not null)
                _lines.Enqueue(line);
        }
    }

    /// <summary>Everything it said so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            while (_lines.TryDequeue(out string? line))
                _seen.Add(line);
            return _seen;
        }
    }

    /// <summary>A port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Tell(string command) => _process.StandardInput.WriteLine(command);

    public void Dispose()
    {
        // An orderly stop of QuickFIX takes two seconds, and nothing here depends on it.
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
