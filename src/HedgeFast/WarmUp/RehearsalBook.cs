using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Engine;

namespace HedgeFast.WarmUp;

/// <summary>Gives every option of the run a volatility, so that the rehearsal hedges each underlying.</summary>
/// <remarks>The run implies missing volatilities from quotes, and does not hedge an underlying without them.</remarks>
internal static class RehearsalBook
{
    // Any plausible value: the code is rehearsed, not the result. A fraction a year; for the normal model a fraction of
    // the strike, in price units.
    private const double MissingVolatility = 0.5;

    /// <summary>Makes the options of a rehearsal, none of them quoted.</summary>
    public static LoadedBook Of(LoadedBook loaded)
    {
        OptionBook book = loaded.Book;
        OptionVolatilities given = loaded.Volatilities ?? OptionVolatilities.OfBook(book);
        double[] values = given.Values.ToArray();
        if (!values.Any(double.IsNaN))
            return loaded with { Quoted = [] };

        long[] times = given.TimesNanos.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
                continue;
            values[i] = book.Models[i] == OptionModel.Bachelier
                ? Math.Max(MissingVolatility, MissingVolatility * Math.Abs(book.Strikes[i]))
                : MissingVolatility;
            times[i] = OptionVolatilities.Ageless;
        }

        return loaded with { Volatilities = OptionVolatilities.Of(book, values, times), Quoted = [] };
    }
}
