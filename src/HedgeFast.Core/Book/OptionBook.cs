using System.Diagnostics.CodeAnalysis;
using HedgeFast.Core.Book.Files;

namespace HedgeFast.Core.Book;

/// <summary>
/// The options held, one array per property, sorted by underlying, kind, expiry, averaging, strike, type and symbol so
/// that a kernel runs through memory in order. Immutable. An option's index here is its index in every result.
/// </summary>
public sealed class OptionBook
{
    private readonly string[] _symbols;
    private readonly double[] _strikes;
    private readonly double[] _quantities;
    private readonly double[] _volatilities;
    private readonly long[] _expiryNanos;
    private readonly OptionType[] _types;
    private readonly OptionModel[] _models;
    private readonly SettlementKind[] _settlements;
    private readonly ExpiryGroup[] _slices;

    private OptionBook(OptionRow[] rows, int[] underlyingOf, string[] underlyings)
    {
        Underlyings = underlyings;
        _symbols = Array.ConvertAll(rows, row => row.Symbol);
        _strikes = Array.ConvertAll(rows, row => row.Strike);
        _quantities = Array.ConvertAll(rows, row => row.Quantity * row.Multiplier);
        _volatilities = Array.ConvertAll(rows, row => row.Volatility);
        _expiryNanos = Array.ConvertAll(rows, row => row.ExpiryNanos);
        _types = Array.ConvertAll(rows, row => row.Type);
        _models = Array.ConvertAll(rows, row => row.Model);
        _settlements = Array.ConvertAll(rows, row => row.Settlement);
        _slices = CutSlices(rows, underlyingOf);
    }

    /// <summary>Number of options.</summary>
    public int Count => _symbols.Length;

    /// <summary>Names of the underlyings, by index.</summary>
    public IReadOnlyList<string> Underlyings { get; }

    /// <summary>Symbols, by option.</summary>
    public ReadOnlySpan<string> Symbols => _symbols;

    /// <summary>Strikes in quote currency, by option.</summary>
    public ReadOnlySpan<double> Strikes => _strikes;

    /// <summary>Signed quantity times multiplier, units of the underlying, by option.</summary>
    public ReadOnlySpan<double> Quantities => _quantities;

    /// <summary>
    /// Volatilities a year, by option: a fraction, or price units for Bachelier; NaN where the book has none.
    /// </summary>
    public ReadOnlySpan<double> Volatilities => _volatilities;

    /// <summary>Expiries, UTC nanoseconds since 1970, by option.</summary>
    public ReadOnlySpan<long> ExpiryNanos => _expiryNanos;

    /// <summary>Calls and puts, by option.</summary>
    public ReadOnlySpan<OptionType> Types => _types;

    /// <summary>Models, by option.</summary>
    public ReadOnlySpan<OptionModel> Models => _models;

    /// <summary>Settlements, by option.</summary>
    public ReadOnlySpan<SettlementKind> Settlements => _settlements;

    /// <summary>
    /// Runs with one underlying, kind, expiry and averaging period, in the order of the options; together they cover
    /// the book.
    /// </summary>
    public ReadOnlySpan<ExpiryGroup> Slices => _slices;

    /// <summary>Builds a book.</summary>
    /// <param name="rows">Positions in any order; none is fine. Their values are those that <see cref="BookCsv"/> lets
    /// through.</param>
    /// <param name="underlyings">Names of the underlyings by index; every row's underlying is among them.</param>
    /// <exception cref="ArgumentException">An underlying is unknown or named twice, or a number is not finite or out of
    /// its range.</exception>
    public static OptionBook Create(IReadOnlyList<OptionRow> rows, IReadOnlyList<string> underlyings)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(underlyings);
        Dictionary<string, int> indexOf = new(StringComparer.Ordinal);
        for (int i = 0; i < underlyings.Count; i++)
        {
            if (!indexOf.TryAdd(underlyings[i], i))
                ThrowInvalid($"underlying {underlyings[i]} is named twice");
        }

        (OptionRow Row, int Underlying)[] keyed = new (OptionRow, int)[rows.Count];
        for (int i = 0; i < keyed.Length; i++)
        {
            if (!indexOf.TryGetValue(rows[i].Underlying, out int underlying))
                ThrowInvalid($"{rows[i].Symbol}: unknown underlying {rows[i].Underlying}");
            if (RowLimits.Find(rows[i]) is { } fault)
                ThrowInvalid($"{rows[i].Symbol}: {fault.Column} {fault.Reason}");
            keyed[i] = (rows[i], underlying);
        }

        Array.Sort(keyed, Compare);
        return new OptionBook(
            Array.ConvertAll(keyed, item => item.Row), Array.ConvertAll(keyed, item => item.Underlying),
            [.. underlyings]);
    }

    /// <summary>The kind of slice that a model belongs to.</summary>
    public static ExpiryKind KindOf(OptionModel model) => model switch
    {
        OptionModel.Bachelier => ExpiryKind.Normal,
        OptionModel.Black76American or OptionModel.BsmAmerican => ExpiryKind.American,
        _ => ExpiryKind.Lognormal,
    };

    private static int Compare((OptionRow Row, int Underlying) x, (OptionRow Row, int Underlying) y)
    {
        int order = x.Underlying.CompareTo(y.Underlying);
        if (order == 0)
            order = KindOf(x.Row.Model).CompareTo(KindOf(y.Row.Model));
        if (order == 0)
            order = x.Row.ExpiryNanos.CompareTo(y.Row.ExpiryNanos);
        if (order == 0)
            order = x.Row.AveragingNanos.CompareTo(y.Row.AveragingNanos);
        if (order == 0)
            order = x.Row.Strike.CompareTo(y.Row.Strike);
        if (order == 0)
            order = x.Row.Type.CompareTo(y.Row.Type);
        return order == 0 ? string.CompareOrdinal(x.Row.Symbol, y.Row.Symbol) : order;
    }

    private static ExpiryGroup[] CutSlices(OptionRow[] rows, int[] underlyingOf)
    {
        List<ExpiryGroup> slices = [];
        for (int start = 0, end; start < rows.Length; start = end)
        {
            OptionRow first = rows[start];
            end = start + 1;
            while (end < rows.Length && underlyingOf[end] == underlyingOf[start] && IsOneSlice(first, rows[end]))
                end++;
            slices.Add(
                new ExpiryGroup(
                    underlyingOf[start], KindOf(first.Model), first.ExpiryNanos, first.AveragingNanos, start,
                    end - start));
        }

        return [.. slices];
    }

    private static bool IsOneSlice(OptionRow x, OptionRow y) =>
        KindOf(x.Model) == KindOf(y.Model) && x.ExpiryNanos == y.ExpiryNanos && x.AveragingNanos == y.AveragingNanos;

    [DoesNotReturn]
    private static void ThrowInvalid(string reason) => throw new ArgumentException(reason + ".");
}
