namespace HedgeFast.Core.Book;

/// <summary>What one lot of an instrument is worth when the underlying moves.</summary>
public enum InstrumentKind : byte
{
    /// <summary>
    /// Contract size in quote currency (USD), settled in coin; delta of n lots at price P is n * size / P coins and
    /// does not decay.
    /// </summary>
    InversePerpetual,

    /// <summary>Contract size in units of the underlying; delta of n lots is n * size at any price.</summary>
    Linear,
}
