using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace HedgeFast.Bench.Commands;

/// <summary>Times the benchmarks of this assembly with BenchmarkDotNet.</summary>
internal sealed class MicroCommand : IBenchCommand
{
    public string Name => "micro";

    public string Description =>
        "times benchmarks with BenchmarkDotNet; takes its arguments, for example --filter '*Ring*' or --list flat";

    public int Run(string[] args)
    {
        // Enough iterations to see the spread; an argument such as --job short overrides the job.
        bool ownJob = args.Any(argument => argument is "--job" or "-j");
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance);
        if (!ownJob)
            config.AddJob(Job.Default.WithWarmupCount(3).WithIterationCount(12));
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(args, config)];
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(
            report => report.Success))
            ? 0
            : 1;
    }
}
