using System.Globalization;
using System.Runtime.InteropServices;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench;

/// <summary>Where a number was measured. Every result that this program prints carries it.</summary>
internal sealed record MachineInfo
{
    /// <summary>Processor model as it names itself, or the architecture when it does not.</summary>
    public required string Processor { get; init; }

    /// <summary>Logical CPUs that this process may use.</summary>
    public required int Cpus { get; init; }

    /// <summary>Operating system and its version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Runtime and its version.</summary>
    public required string Runtime { get; init; }

    /// <summary>Instruction set of the delta kernel in use: v512, v256, v128 or scalar.</summary>
    public required string Kernel { get; init; }

    /// <summary>
    /// Processes that wanted a CPU, mean of the minute before the measurement; NaN where the system does not say.
    /// </summary>
    /// <remarks>Well above 0 means that others worked here.</remarks>
    public required double LoadBefore { get; init; }

    /// <summary>This machine, now.</summary>
    /// <exception cref="PlatformNotSupportedException">HEDGEFAST_ISA names a kernel that this machine does not
    /// run.</exception>
    public static MachineInfo Read() => new()
    {
        Processor = ProcessorName(),
        Cpus = ScheduleChoice.CpusOfThisProcess().Count,
        OperatingSystem = RuntimeInformation.OSDescription,
        Runtime = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        Kernel = DeltaKernel.Choose().Name,
        LoadBefore = LoadAverage(),
    };

    /// <summary>Writes it as a Markdown list.</summary>
    public void WriteTo(TextWriter output)
    {
        output.WriteLine($"- processor: {Processor}, {Cpus} CPUs");
        output.WriteLine($"- system: {OperatingSystem}");
        output.WriteLine($"- runtime: {Runtime}");
        output.WriteLine($"- delta kernel: {Kernel}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- load in the minute before: {LoadBefore:F2}"));
    }

    private static string ProcessorName()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? model = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model is null
            ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? RuntimeInformation.ProcessArchitecture.ToString()
            : model[(model.IndexOf(':') + 1)..].Trim();
    }

    private static double LoadAverage()
    {
        const string Load = "/proc/loadavg";
        return File.Exists(Load)
            ? double.Parse(File.ReadAllText(Load).Split(' ')[0], CultureInfo.InvariantCulture)
            : double.NaN;
    }
}
