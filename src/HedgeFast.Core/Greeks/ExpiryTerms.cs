namespace HedgeFast.Core.Greeks;

/// <summary>What the options of one expiry share at one time.</summary>
/// <param name="RootTime">sqrt T: what the shift is multiplied by; of an averaged option in coin another
/// multiple.</param>
/// <param name="InverseRootTime">1 / sqrt T, T being the years whose variance the settlement price has.</param>
/// <param name="Offset">cT (lognormal) or e^(cT) R (normal): what the level is subtracted from.</param>
/// <param name="Growth">1 (lognormal) or e^(cT) (normal): what L is multiplied by.</param>
/// <param name="Factor">The convention's factor of the weight; 0 when expired.</param>
internal readonly record struct ExpiryTerms(
    double RootTime, double InverseRootTime, double Offset, double Growth, double Factor);
