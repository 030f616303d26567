namespace HedgeFast.Config;

/// <summary>Layers of configuration, the later ones on top.</summary>
internal enum ConfigLayer
{
    /// <summary>Built in.</summary>
    Default,

    /// <summary>The preset or configuration file.</summary>
    File,

    /// <summary>Environment variables HEDGEFAST__SECTION__KEY.</summary>
    Environment,

    /// <summary>The command line.</summary>
    CommandLine,
}
