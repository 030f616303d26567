namespace HedgeFast.Config;

/// <summary>The FIX versions that a session may speak.</summary>
internal enum FixVersion
{
    /// <summary>FIX.4.2.</summary>
    Fix42,

    /// <summary>FIX.4.4.</summary>
    Fix44,

    /// <summary>FIX.5.0SP2 over FIXT.1.1.</summary>
    Fix50Sp2,
}
