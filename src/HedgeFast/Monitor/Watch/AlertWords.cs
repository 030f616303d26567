using System.Text;

namespace HedgeFast.Monitor.Watch;

/// <summary>The names of alerts as they are written: session-down, out-of-band.</summary>
internal static class AlertWords
{
    private static readonly string[] Words = [.. Enum.GetNames<AlertKind>().Select(Hyphenated)];

    /// <summary>All of them, in the order of <see cref="AlertKind"/>.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The name of one.</summary>
    public static string Of(AlertKind kind) => Words[(int)kind];

    private static string Hyphenated(string name)
    {
        var word = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
