using HedgeFast.Core.Greeks;

namespace HedgeFast.Core.Profit;

/// <summary>
/// The last volatility of every option that quotes gave the loop: one thread writes each where it is installed, others read without holding it up. Each is whole by itself; two of them may be of
/// different moments, as the quotes were.
/// </summary>
public sealed class VolatilityBoard
{
    private readonly double[] _values;

    /// <summary>Nothing has been quoted yet.</summary>
    /// <param name="options">Number of options in the book.</param>
    public VolatilityBoard(int options)
    {
        _values = new double[options];
        Array.Fill(_values, double.NaN);
    }

    /// <summary>Takes what the loop installs. Where a quote implies no volatility the one before stays: an option is worth something all the same. The writing thread only.</summary>
    public void Take(in Preparation preparation)
    {
        if (preparation.Kind == PreparationKind.Volatility && !double.IsNaN(preparation.Numbers[0]))
            Volatile.Write(ref _values[preparation.Option], preparation.Numbers[0]);
    }

    /// <summary>An option's last volatility a year; NaN before the first. Any thread.</summary>
    public double this[int option] => Volatile.Read(ref _values[option]);
}
