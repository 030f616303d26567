using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>Volatility of every option of a book, from the book, a surface or quotes; NaN where missing.</summary>
/// <remarks>A missing volatility makes the option's underlying not hedgeable.</remarks>
public sealed class OptionVolatilities
{
    /// <summary>Time of a volatility without an age: the book's.</summary>
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
        _smiles = new SurfaceSmile?[book.Groups.Length];
    }

    /// <summary>The options.</summary>
    public OptionBook Book { get; }

    /// <summary>Volatility a year, by option; NaN for none.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Time of each volatility, UTC nanoseconds since 1970, by option.</summary>
    public ReadOnlySpan<long> TimesNanos => _timesNanos;

    /// <summary>Smile of each expiry group; null where the options' own volatilities make one.</summary>
    internal ReadOnlySpan<SurfaceSmile?> Smiles => _smiles;

    /// <summary>An independent copy.</summary>
    internal OptionVolatilities Copy() => new(this);

    /// <summary>Sets the volatility of an option.</summary>
    internal void Set(int option, double value, long timeNanos) =>
        (_values[option], _timesNanos[option]) = (value, timeNanos);

    /// <summary>The volatilities of the book file.</summary>
    public static OptionVolatilities OfBook(OptionBook book)
    {
        OptionVolatilities volatilities = new(book);
        book.Volatilities.CopyTo(volatilities._values);
        Array.Fill(volatilities._timesNanos, Ageless);
        return volatilities;
    }

    /// <summary>
    /// The volatilities of a surface at each option's strike. Bachelier options, in price units, keep the book's.
    /// </summary>
    public static OptionVolatilities OfSurface(OptionBook book, VolatilitySurface surface)
    {
        OptionVolatilities volatilities = OfBook(book);
        for (int s = 0; s < book.Groups.Length; s++)
        {
            ExpiryGroup group = book.Groups[s];
            if (group.Kind == ExpiryKind.Normal)
                continue;
            SurfaceSmile? smile = surface.Find(book.Underlyings[group.Underlying], group.ExpiryNanos);
            volatilities._smiles[s] = smile;
            for (int i = group.Start; i < group.Start + group.Count; i++)
            {
                volatilities._values[i] = smile?.VolatilityOf(book.Strikes[i]) ?? double.NaN;
                volatilities._timesNanos[i] = smile?.TimeNanos ?? Ageless;
            }
        }

        return volatilities;
    }

    /// <summary>The volatilities of a solver.</summary>
    /// <param name="book">The options.</param>
    /// <param name="values">Volatility a year, by option; NaN for none.</param>
    /// <param name="timesNanos">Time of the quote behind each, by option.</param>
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
