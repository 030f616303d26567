using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Engine;

namespace HedgeFast.WarmUp;

/// <summary>The run's options, each with a volatility: those that the run will imply from quotes have none yet, and an underlying with one missing is not hedged.</summary>
internal static class RehearsalBook
{
    // Plausible is enough: what is rehearsed is the way and not the result. A fraction a year; of the strike, in price units, for the normal model.
    private const double MissingVolatility = 0.5;

    /// <summary>The options of a rehearsal, none of them quoted.</summary>
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
            values[i] = book.Models[i] == OptionModel.Bachelier ? Math.Max(MissingVolatility, MissingVolatility * Math.Abs(book.Strikes[i])) : MissingVolatility;
            times[i] = OptionVolatilities.Ageless;
        }

        return loaded with { Volatilities = OptionVolatilities.Of(book, values, times), Quoted = [] };
    }
}
