namespace HedgeFast.Simulation.Bugs;

/// <summary>A mutation of the production code that the simulator has to find.</summary>
internal sealed record PlantedBug
{
    /// <summary>Its number, such as B07.</summary>
    public required string Id { get; init; }

    /// <summary>The mistake in words.</summary>
    public required string Kind { get; init; }

    /// <summary>Cases of the reviews that it puts back; empty for none.</summary>
    public string Case { get; init; } = "";

    /// <summary>What a world has to contain to show it; empty for nothing special.</summary>
    public string Needs { get; init; } = "";

    /// <summary>Why no world catches it; empty where one has to.</summary>
    public string Note { get; init; } = "";

    /// <summary>Its changes, one or two.</summary>
    public required IReadOnlyList<BugChange> Changes { get; init; }

    /// <summary>The files that it changes, without their folders.</summary>
    public string Files => string.Join(", ", Changes.Select(change => Path.GetFileName(change.File)).Distinct());
}

/// <summary>Replaces whole lines of a file, which must stand there once.</summary>
/// <param name="File">The file, from the repository's root on.</param>
/// <param name="Old">The lines, each with its end.</param>
/// <param name="New">The lines in their place; empty takes them out.</param>
internal sealed record BugChange(string File, string Old, string New);
