using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// QuickFIX C++ on both sides: two processes of our small program <c>bench/peers/fix_quickfix.cpp</c>, each on its CPU.
/// </summary>
internal sealed class QuickFixPeer : IRoundTripPeer
{
    private readonly Process _acceptor;
    private readonly Process _initiator;

    /// <summary>Starts both processes and waits until they're logged on.</summary>
    public QuickFixPeer(string program)
    {
        string port = FreePort().ToString(CultureInfo.InvariantCulture);
        _acceptor = Start(program, "acceptor", port, TwoCpus.Venue);
        _initiator = Start(program, "initiator", port, TwoCpus.Trader);
        Expect("ready");
    }

    public void Run(Span<long> nanos)
    {
        _initiator.StandardInput.WriteLine($"run {nanos.Length}");
        string[] words = (_initiator.StandardOutput.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != nanos.Length)
            throw new InvalidOperationException($"QuickFIX answered {words.Length} of {nanos.Length} orders.");
        for (int i = 0; i < words.Length; i++)
            nanos[i] = long.Parse(words[i], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        foreach (Process process in (Process[])[_initiator, _acceptor])
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(5_000))
                process.Kill();
            process.Dispose();
        }
    }

    private static Process Start(string program, string role, string port, int cpu) => Process.Start(
        new ProcessStartInfo(program, [role, port, cpu.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Expect(string line)
    {
        string? said = _initiator.StandardOutput.ReadLine();
        if (said != line)
            throw new InvalidOperationException($"QuickFIX said '{said}' instead of '{line}'.");
    }
}
