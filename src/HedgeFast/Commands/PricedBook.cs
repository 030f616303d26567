using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Commands;

/// <summary>Every option of a book with its value, in the order of the file. Chunks are valued and written as text on all processors.</summary>
internal sealed class PricedBook
{
    private const int ChunkRows = 2_048;

    private readonly IReadOnlyList<OptionRow> _rows;
    private readonly DeltaConvention[] _conventions;
    private readonly OptionValue[] _values;

    private PricedBook(IReadOnlyList<OptionRow> rows, DeltaConvention[] conventions, OptionValue[] values) => (_rows, _conventions, _values) = (rows, conventions, values);

    /// <summary>The columns of the result.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["symbol", "price", "iv", "delta", "forward_delta", "premium_adjusted_delta", "gamma", "vega", "theta"];

    /// <summary>Values every option; what cannot be valued is an error of its row.</summary>
    public static PricedBook Value(CsvReadResult<OptionRow> book, MarketTable market, ConventionChoice choice, CsvErrors errors)
    {
        IReadOnlyList<OptionRow> rows = book.Rows;
        var conventions = new DeltaConvention[rows.Count];
        var terms = new OptionTerms[rows.Count];
        for (int i = 0; i < terms.Length && !errors.IsFull; i++)
        {
            OptionRow row = rows[i];
            conventions[i] = choice.For(row);
            if (market.Find(row.Underlying, row.ExpiryNanos, out ExpiryMarket found) is { } fault)
                errors.Add(book.Lines[i], "underlying", row.Underlying, fault);
            else if (OptionPricer.IsLognormal(row.Model) && !(found.Forward > 0 && found.Spot > 0))
                errors.Add(book.Lines[i], "underlying", row.Underlying, $"has a spot or forward that is not positive in the market file, which {row.Model} cannot take: use bachelier");
            else if (row.Model == OptionModel.Bachelier && conventions[i] == DeltaConvention.NetTransaction)
                errors.Add(book.Lines[i], "model", "bachelier", "has no net transaction delta: use forward, spot or futures");
            else
                terms[i] = OptionTerms.Of(row, found);
        }

        var values = new OptionValue[terms.Length];
        if (errors.Count == 0)
            Parallel.For(0, Chunks(rows), chunk =>
            {
                for (int i = chunk * ChunkRows; i < Math.Min((chunk + 1) * ChunkRows, values.Length); i++)
                    values[i] = OptionPricer.Value(terms[i]);
            });
        for (int i = 0; i < values.Length && !errors.IsFull; i++)
        {
            if (!IsFinite(values[i], conventions[i]))
                errors.Add(book.Lines[i], "symbol", rows[i].Symbol, "has no finite value with these numbers");
        }

        return new PricedBook(rows, conventions, values);
    }

    /// <summary>Writes the result as CSV with line feeds.</summary>
    public void Write(TextWriter writer)
    {
        var text = new PriceText[Chunks(_rows)];
        Parallel.For(0, text.Length, chunk =>
        {
            int start = chunk * ChunkRows;
            int end = Math.Min(start + ChunkRows, _rows.Count);
            var lines = new PriceText();
            for (int i = start; i < end; i++)
                lines.Add(_rows[i], _values[i], _conventions[i]);
            text[chunk] = lines;
        });
        writer.Write(string.Join(',', Columns) + "\n");
        foreach (PriceText lines in text)
            writer.Write(lines.Span);
    }

    private static int Chunks(IReadOnlyList<OptionRow> rows) => (rows.Count + ChunkRows - 1) / ChunkRows;

    private static bool IsFinite(in OptionValue value, DeltaConvention convention) =>
        double.IsFinite(value.Price) && double.IsFinite(value.Delta(convention)) && double.IsFinite(value.ForwardDelta)
        && double.IsFinite(value.Gamma) && double.IsFinite(value.Vega) && double.IsFinite(value.Theta);
}
