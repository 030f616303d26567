using HedgeFast.Core.Greeks.Solver;

namespace HedgeFast.Core.Profit;

/// <summary>
/// Shows the last quoted volatility of every option to other threads. One thread writes; any thread reads without
/// blocking.
/// </summary>
/// <remarks>Each value is whole by itself; two values may be of different moments, as their quotes were.</remarks>
public sealed class VolatilityBoard
{
    // A stand-in is kept as its negative, so that one word says both.
    private readonly double[] _values;

    /// <summary>Starts without volatilities.</summary>
    /// <param name="options">Number of options in the book.</param>
    public VolatilityBoard(int options)
    {
        _values = new double[options];
        Array.Fill(_values, double.NaN);
    }

    /// <summary>Publishes the volatility of a solver result that the loop installs.</summary>
    /// <remarks>
    /// Where a quote implies no volatility the one before stays, and without one the stand-in counts: an option is
    /// worth something all the same. The writing thread only.
    /// </remarks>
    public void Take(in SolverResult result)
    {
        if (result.Kind != SolverResultKind.Volatility)
            return;
        double volatility = result.Numbers[0], standIn = result.Numbers[1];
        if (!double.IsNaN(volatility))
            Volatile.Write(ref _values[result.Option], volatility);
        else if (standIn > 0 && !(_values[result.Option] > 0))
            Volatile.Write(ref _values[result.Option], -standIn);
    }

    /// <summary>An option's last volatility a year, or its stand-in; NaN before the first. Any thread.</summary>
    public double this[int option] => Read(option, out _);

    /// <summary>An option's last volatility a year, or its stand-in; NaN before the first. Any thread.</summary>
    /// <param name="option">Index of the option in the book.</param>
    /// <param name="isStandIn">Whether its quotes have bounded a volatility so far, and implied none.</param>
    public double Read(int option, out bool isStandIn)
    {
        double value = Volatile.Read(ref _values[option]);
        isStandIn = value < 0;
        return Math.Abs(value);
    }
}
