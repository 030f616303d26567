using HedgeFast.Echo;

namespace HedgeFast.Tests.Fix.Definitions;

/// <summary>
/// The acceptance scripts of QuickFIX against <c>hedgefast fix-echo</c>. They lie beside the repository; without them
/// each version is one skipped test.
/// </summary>
public sealed class DefinitionTests
{
    private const string Absent = "";

    public static TheoryData<string> Fix42 => Scripts("fix42");

    public static TheoryData<string> Fix44 => Scripts("fix44");

    [Theory]
    [MemberData(nameof(Fix42))]
    public void Fix_4_2(string script) => Play("fix42", script, "4.2", "FIX42.xml");

    [Theory]
    [MemberData(nameof(Fix44))]
    public void Fix_4_4(string script) => Play("fix44", script, "4.4", "FIX44.xml");

    private static TheoryData<string> Scripts(string folder)
    {
        string? path = SharedData.Find("fix", "definitions", folder);
        return path is null
            ? [Absent]
            : [
                .. Directory.EnumerateFiles(path, "*.def")
                    .Select(file => Path.GetFileName(file))
                    .Order(StringComparer.Ordinal),
            ];
    }

    private static void Play(string folder, string script, string version, string dictionary)
    {
        Assert.SkipWhen(
            script == Absent,
            $"fix/definitions/{folder} is not on this machine; its scripts are reference data that the repository does "
            + "not carry.");
        using var runner = new DefinitionRunner(
            new EchoSettings { Version = version, Dictionary = SharedData.PathOf("fix", dictionary) });
        runner.Play(DefinitionScript.Read(SharedData.PathOf("fix", "definitions", folder, script)));
    }
}
