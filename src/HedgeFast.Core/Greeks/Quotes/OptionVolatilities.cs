using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// The volatility of every option of a book, wherever it comes from: the book, a surface, or implied from quotes. What
/// is missing is NaN and makes the option's underlying not hedgeable.
/// </summary>
public sealed class OptionVolatilities
{
    /// <summary>The time of a volatility that has no age: the book's.</summary>
    public const long Ageless = long.MaxValue;

    private readonly double[] _values;
    private readonly long[] _timesNanos;
    private readonly SurfaceSmile?[] _smiles;

    private OptionVolatilities(OptionVolatilities other)
        : this(other.Book)
    {
        other._values.CopyTo(_values, 0);
        other._timesNanos.CopyTo(_timesNanos, 0);
        other._smiles.CopyTo(_smiles, 0);
    }

    private OptionVolatilities(OptionBook book)
    {
        Book = book;
        _values = new double[book.Count];
        _timesNanos = new long[book.Count];
        _smiles = new SurfaceSmile?[book.Slices.Length];
    }

    /// <summary>The options.</summary>
    public OptionBook Book { get; }

    /// <summary>Volatility a year, by option; NaN for none.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>When it was so, UTC nanoseconds since 1970, by option.</summary>
    public ReadOnlySpan<long> TimesNanos => _timesNanos;

    /// <summary>
    /// The smile of each slice of the book; null where it is to be made of the options' own volatilities.
    /// </summary>
    internal ReadOnlySpan<SurfaceSmile?> Smiles => _smiles;

    /// <summary>The same, to be changed by itself.</summary>
    internal OptionVolatilities Copy() => new(this);

    /// <summary>Gives an option another volatility.</summary>
    internal void Set(int option, double value, long timeNanos) =>
        (_values[option], _timesNanos[option]) = (value, timeNanos);

    /// <summary>Those of the book file.</summary>
    public static OptionVolatilities OfBook(OptionBook book)
    {
        OptionVolatilities volatilities = new(book);
        book.Volatilities.CopyTo(volatilities._values);
        Array.Fill(volatilities._timesNanos, Ageless);
        return volatilities;
    }

    /// <summary>
    /// Those of a surface, at each option's strike. Bachelier options, whose volatility is in price units, keep the
    /// book's.
    /// </summary>
    public static OptionVolatilities OfSurface(OptionBook book, VolatilitySurface surface)
    {
        OptionVolatilities volatilities = OfBook(book);
        for (int s = 0; s < book.Slices.Length; s++)
        {
            ExpiryGroup slice = book.Slices[s];
            if (slice.Kind == ExpiryKind.Normal)
                continue;
            SurfaceSmile? smile = surface.Find(book.Underlyings[slice.Underlying], slice.ExpiryNanos);
            volatilities._smiles[s] = smile;
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            {
                volatilities._values[i] = smile?.VolatilityOf(book.Strikes[i]) ?? double.NaN;
                volatilities._timesNanos[i] = smile?.TimeNanos ?? Ageless;
            }
        }

        return volatilities;
    }

    /// <summary>Those of a solver.</summary>
    /// <param name="book">The options.</param>
    /// <param name="values">Volatility a year, by option; NaN for none.</param>
    /// <param name="timesNanos">Time of the quote it comes from, by option.</param>
    /// <exception cref="ArgumentException">There is not one value and time for each option.</exception>
    public static OptionVolatilities Of(OptionBook book, ReadOnlySpan<double> values, ReadOnlySpan<long> timesNanos)
    {
        if (values.Length != book.Count || timesNanos.Length != book.Count)
            throw new ArgumentException("One volatility and one time for each option of the book are needed.");
        OptionVolatilities volatilities = new(book);
        values.CopyTo(volatilities._values);
        timesNanos.CopyTo(volatilities._timesNanos);
        return volatilities;
    }
}
