namespace HedgeFast.Core.Greeks.Averages;

/// <summary>
/// The time of an option on the mean of the last part of its life: the mean's logarithm has the variance sigma^2
/// <see cref="Variance"/>.
/// </summary>
/// <remarks>
/// Seen t years before a window of w begins, the mean of a Brownian motion over the window has the variance t + w / 3.
/// The mean of a lognormal price is taken as lognormal with its first two moments (Levy 1992, "Pricing European average
/// rate currency options", Journal of International Money and Finance 11; Turnbull and Wakeman 1991, JFQA 26), of which
/// terms in (sigma^2 w)^2 are left out: a millionth of the deviation at 60 % and 30 minutes.
/// </remarks>
/// <param name="Ahead">Years until the window begins; 0 inside it.</param>
/// <param name="Open">Years of the window that are still open.</param>
internal readonly record struct AveragedTime(double Ahead, double Open)
{
    /// <summary>Years whose variance the mean has.</summary>
    public double Variance => Ahead + (Open / 3);

    /// <summary>
    /// Mean of ln(M / F) over sigma^2, M the mean of the open part, where the coin is the money that pays.
    /// </summary>
    /// <remarks>
    /// There the price itself grows by its variance (a quarter of the window for the mean logarithm and a twelfth for
    /// the mean being arithmetic). In quote currency it is -Variance / 2.
    /// </remarks>
    public double CoinDrift => (Ahead / 2) + (Open / 3);

    /// <summary>Of an option.</summary>
    /// <param name="years">Years to expiry.</param>
    /// <param name="averagingYears">Length of the window.</param>
    public static AveragedTime Of(double years, double averagingYears) =>
        new(Math.Max(0, years - averagingYears), Math.Min(years, averagingYears));
}
