using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// A running peer; bench/peers/peer.hpp says what it understands. It waits for a line while others have their turn.
/// </summary>
internal sealed class PeerProcess : IRevaluer, IDisposable
{
    private readonly Process _process;

    public PeerProcess(string name, string program, string bookFile)
    {
        Name = name;
        _process = Process.Start(
            new ProcessStartInfo(program, bookFile) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public string Name { get; }

    public double NanosPerOption(int ticks) => double.Parse(Ask($"time {ticks}"), CultureInfo.InvariantCulture);

    public void Deltas(double price, double[] deltas)
    {
        string file = Path.GetTempFileName();
        try
        {
            if (Ask(string.Create(CultureInfo.InvariantCulture, $"deltas {price:R} {file}")) != "ok")
                throw new InvalidOperationException($"{Name} could not write its deltas.");
            File.ReadAllBytes(file).CopyTo(MemoryMarshal.AsBytes(deltas.AsSpan()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Name} ended.");
    }
}
