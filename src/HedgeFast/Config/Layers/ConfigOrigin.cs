namespace HedgeFast.Config.Layers;

/// <summary>The layer and place that a value came from.</summary>
/// <param name="Layer">Order of precedence; a higher layer wins.</param>
/// <param name="Text">For users: "default", "demo.json:41", "environment HEDGEFAST__ORDERS__CAPTICKS", "--set".</param>
internal sealed record ConfigOrigin(ConfigLayer Layer, string Text)
{
    /// <summary>Origin of a default value.</summary>
    public static readonly ConfigOrigin Default = new(ConfigLayer.Default, "default");

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Layers of configuration; a later one wins.</summary>
internal enum ConfigLayer
{
    /// <summary>The table of keys.</summary>
    Default,

    /// <summary>The preset or configuration file.</summary>
    File,

    /// <summary>Environment variables HEDGEFAST__SECTION__KEY.</summary>
    Environment,

    /// <summary>The command line.</summary>
    CommandLine,
}
