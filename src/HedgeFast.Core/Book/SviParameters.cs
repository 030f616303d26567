namespace HedgeFast.Core.Book;

/// <summary>The five parameters of a raw SVI smile in total variance.</summary>
/// <param name="A">Level.</param>
/// <param name="B">Steepness of the wings.</param>
/// <param name="Rho">Tilt.</param>
/// <param name="M">Shift.</param>
/// <param name="Sigma">Roundness.</param>
public readonly record struct SviParameters(double A, double B, double Rho, double M, double Sigma);
