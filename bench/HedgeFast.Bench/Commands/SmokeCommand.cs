using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace HedgeFast.Bench.Commands;

/// <summary>
/// Runs every benchmark once in this process: shows that each still works and still proves its answer. Its times mean
/// nothing.
/// </summary>
/// <param name="others">The other sub-commands; those that name smoke arguments run too.</param>
internal sealed class SmokeCommand(IReadOnlyList<IBenchCommand> others) : IBenchCommand
{
    public string Name => "smoke";

    public string Description =>
        "runs every benchmark once, in this process and as small as it gets; fails when one fails";

    public int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine($"smoke takes no arguments; '{args[0]}' is one.");
            return 2;
        }

        AccumulationLogger log = new();
        IConfig config = ManualConfig.CreateEmpty()
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(log)
            .AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance))
            .WithOptions(ConfigOptions.DisableOptimizationsValidator | ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "hedgefast-bench-smoke"));

        int ran = 0, failed = 0;
        foreach (BenchmarkRunInfo benchmarks in Benchmarks(config))
        {
            Summary summary = BenchmarkRunner.Run(benchmarks);
            int succeeded = summary.HasCriticalValidationErrors ? 0 : summary.Reports.Count(report => report.Success);
            ran += benchmarks.BenchmarksCases.Length;
            failed += benchmarks.BenchmarksCases.Length - succeeded;
            Console.WriteLine($"{benchmarks.Type.Name}: {succeeded} of {benchmarks.BenchmarksCases.Length}");
        }

        if (failed > 0)
            Console.WriteLine(log.GetLog());
        foreach (IBenchCommand command in others)
        {
            int before = failed;
            foreach (string[] arguments in command.SmokeRuns)
                failed += command.Run(arguments) == 0 ? 0 : 1;
            int runs = command.SmokeRuns.Count;
            ran += runs;
            if (runs > 0)
                Console.WriteLine($"{command.Name}: {runs - (failed - before)} of {runs}");
        }

        Console.WriteLine($"{ran} benchmarks ran, {failed} failed");
        return failed == 0 && ran > 0 ? 0 : 1;
    }

    // A class may name jobs of its own for timing; only the job of this command stays.
    private static IEnumerable<BenchmarkRunInfo> Benchmarks(IConfig config) =>
        from type in typeof(SmokeCommand).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        orderby type.FullName
        let all = BenchmarkConverter.TypeToBenchmarks(type, config)
        let dry = all.BenchmarksCases.Where(
            benchmark => benchmark.Job.Infrastructure.Toolchain is InProcessEmitToolchain).ToArray()
        where dry.Length > 0
        select new BenchmarkRunInfo(dry, all.Type, all.Config);
}
