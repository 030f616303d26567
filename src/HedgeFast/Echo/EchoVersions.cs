namespace HedgeFast.Echo;

/// <summary>FIX versions as the command line names them.</summary>
internal static class EchoVersions
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["4.2", "4.4", "5.0sp2"];

    /// <summary>Tag 8 of a version.</summary>
    public static string BeginString(string version) => version switch
    {
        "4.2" => "FIX.4.2",
        "4.4" => "FIX.4.4",
        "5.0sp2" => "FIXT.1.1",
        _ => throw new ArgumentException($"'{version}' is none of {string.Join(", ", Names)}"),
    };
}
