using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>Solves for price, delta and gamma of an option with dividends at every price of a window.</summary>
/// <remarks>
/// From two <see cref="DividendGrid"/>s, one with half the nodes and steps of the other: their errors are of second
/// order, so that (4 fine - coarse) / 3 takes most of them away (Richardson 1911).
/// </remarks>
internal sealed class DividendValue
{
    private const int FineCount = 385, CoarseCount = 193;
    private const int FineSteps = 24, CoarseSteps = 12;

    private readonly DividendGrid _fine = new(FineCount, FineSteps);
    private readonly DividendGrid _coarse = new(CoarseCount, CoarseSteps);
    private DividendCase _option;
    private double _lowest, _highest;
    private bool _isFine;

    /// <summary>ln of the process between which exercise pays now; low above high where nowhere.</summary>
    public (double Low, double High) Exercised => _fine.Exercised;

    /// <summary>ln of the process at a price.</summary>
    public double LogOf(double price) => _fine.LogOf(price);

    /// <summary>The price at a logarithm of the process.</summary>
    public double PriceOf(double log) => _fine.PriceOf(log);

    /// <summary>Begins with an option.</summary>
    /// <param name="option">The option; a dividend lies before its expiry.</param>
    /// <param name="lowest">Lowest price of the window.</param>
    /// <param name="highest">Highest price.</param>
    public void Begin(in DividendCase option, double lowest, double highest)
    {
        _option = option;
        _lowest = lowest;
        _highest = highest;
        _isFine = true;
        _fine.Begin(option, lowest, highest);
    }

    /// <summary>Solves a part, some five microseconds.</summary>
    /// <returns>Whether the solution is complete.</returns>
    public bool Step()
    {
        if (!_isFine)
            return _coarse.Step();
        if (!_fine.Step())
            return false;
        _isFine = false;
        _coarse.Begin(_option, _lowest, _highest, _fine);
        return false;
    }

    /// <summary>Solves for one price.</summary>
    public void Solve(in DividendCase option, double price)
    {
        Begin(option, price, price);
        while (!Step())
        {
        }
    }

    /// <summary>Value and derivatives by the price on the side where the option is held; NaN where a stage was not
    /// solved.</summary>
    /// <param name="price">A price of the window.</param>
    public (double Value, double Delta, double Gamma) At(double price)
    {
        if (!_fine.IsFound || !_coarse.IsFound)
            return (double.NaN, double.NaN, double.NaN);
        double log = _fine.LogOf(price), process = Elementary.Exp(log);
        AmericanSum fine = _fine.At(log), coarse = _coarse.At(log);
        double slope = Better(fine.Slope, coarse.Slope), bend = Better(fine.Bend, coarse.Bend);
        return (Better(fine.Value, coarse.Value), slope / process, (bend - slope) / (process * process));
    }

    private static double Better(double fine, double coarse) => fine + ((fine - coarse) / 3);
}
