using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>The dividends of one option in years from now, and their remaining value at any time.</summary>
internal sealed class DividendPath
{
    private readonly double[] _years = new double[RowLimits.DividendsMax];
    private readonly double[] _amounts = new double[RowLimits.DividendsMax];
    private readonly double[] _present = new double[RowLimits.DividendsMax + 1];
    private double _carry;

    /// <summary>Dividends between now and the expiry.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the process is net of them.</summary>
    public bool IsEscrowed { get; private set; }

    /// <summary>Begins with an option.</summary>
    public void Begin(in DividendCase option)
    {
        Count = 0;
        IsEscrowed = option.Dividends.Model == DividendModel.Escrowed;
        _carry = option.Carry;
        foreach (Dividend dividend in option.Dividends.All)
        {
            double years = DayCount.Years(dividend.ExNanos - option.TimeNanos);
            if (dividend.ExNanos <= option.TimeNanos || years > option.Years)
                continue;
            (_years[Count], _amounts[Count]) = (years, dividend.Amount);
            Count++;
        }

        _present[Count] = 0;
        for (int i = Count - 1; i >= 0; i--)
            _present[i] = _present[i + 1] + (_amounts[i] * Elementary.Exp(-_carry * _years[i]));
    }

    /// <summary>Years to an ex date.</summary>
    public double YearsTo(int dividend) => _years[dividend];

    /// <summary>Amount of a dividend.</summary>
    public double Amount(int dividend) => _amounts[dividend];

    /// <summary>Sum of the amounts before a dividend.</summary>
    public double SumBefore(int dividend)
    {
        double sum = 0;
        for (int i = 0; i < dividend; i++)
            sum += _amounts[i];
        return sum;
    }

    /// <summary>
    /// Value at a time of the remaining dividends, held in the price beside the process; 0 where the process is the
    /// price.
    /// </summary>
    /// <param name="first">First dividend included.</param>
    /// <param name="years">The time, years from now.</param>
    public double Held(int first, double years) => IsEscrowed ? _present[first] * Elementary.Exp(_carry * years) : 0;
}
