using System.Diagnostics;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Tests.Core.Greeks.Averages;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

/// <summary>
/// The kernels again in processes of their own: each instruction set forced by HEDGEFAST_ISA, and the runtime told that
/// the processor lacks some. Any test class can be run that way by hand: <c>DOTNET_EnableAVX512=0 HedgeFast.Tests
/// -class NAME</c>.
/// </summary>
public sealed class InstructionSetTests
{
    public static TheoryData<string, string> Switches =>
    [
        .. DeltaKernel.All.Where(kernel => kernel.IsSupported).Select(
            kernel => (DeltaKernel.EnvironmentVariable, kernel.Name)),
        ("DOTNET_EnableAVX512", "0"),
        ("DOTNET_EnableAVX2", "0"),
        ("DOTNET_EnableHWIntrinsic", "0"),
    ];

    [Theory]
    [MemberData(nameof(Switches))]
    public void Answers_do_not_depend_on_the_instruction_set(string variable, string value)
    {
        string program = Path.Combine(
            AppContext.BaseDirectory, "HedgeFast.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Type[] classes =
            [typeof(KernelDigestTests), typeof(AveragedDigestTests), typeof(ConventionTests), typeof(ElementaryTests)];
        ProcessStartInfo start = new(program, string.Join(' ', classes.Select(type => $"-class {type.FullName}")))
        {
            RedirectStandardOutput = true,
            Environment = { [variable] = value },
        };
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
    }
}
