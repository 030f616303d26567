namespace HedgeFast.Tests.Conventions;

/// <summary>The repository as it lies on disk, found by walking up to the solution. Read only.</summary>
internal sealed class SourceTree
{
    private static readonly string[] Generated = ["bin", "obj", "BenchmarkDotNet.Artifacts", "TestResults"];

    private SourceTree(string root) => Root = root;

    public static SourceTree Repository { get; } = new(FindRoot());

    public string Root { get; }

    /// <summary>
    /// Files below the folders whose names end in one of the extensions; generated folders left out; in ordinal order.
    /// </summary>
    public IReadOnlyList<SourceFile> Files(string[] folders, params string[] extensions) =>
    [
        .. folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    /// <summary>The C# files below src, tests and bench.</summary>
    public IReadOnlyList<SourceFile> CSharp() => Files(["src", "tests", "bench"], ".cs");

    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void AssertNone(string convention, IEnumerable<string> findings)
    {
        List<string> all = [.. findings];
        Assert.True(all.Count == 0, $"{convention}\n{string.Join('\n', all)}");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HedgeFast.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} contains HedgeFast.sln; the conventions are checked in a "
            + "clone of the repository.");
    }
}
