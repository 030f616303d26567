using System.Globalization;

namespace HedgeFast.Tests.Core.Greeks;

/// <summary>A table of published numbers that lies beside the tests; its first lines say whose they are.</summary>
internal static class ReferenceTable
{
    private static readonly string[] Folder = ["tests", "HedgeFast.Tests", "Core", "Greeks"];

    /// <summary>The fields of each row; lines that begin with # are left out.</summary>
    public static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine([Conventions.SourceTree.Repository.Root, .. Folder, file]))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(','));

    /// <summary>Fields as numbers.</summary>
    public static double[] Numbers(ReadOnlySpan<string> fields)
    {
        double[] numbers = new double[fields.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = double.Parse(fields[i], CultureInfo.InvariantCulture);
        return numbers;
    }
}
