namespace HedgeFast.Config;

/// <summary>What the simulated exchange waits for before it plays the tape.</summary>
internal enum TapeStart
{
    /// <summary>A FIX session logged on and a feed subscriber (for UDP: the session alone).</summary>
    EngineReady,

    /// <summary>Nothing.</summary>
    AtOnce,
}
