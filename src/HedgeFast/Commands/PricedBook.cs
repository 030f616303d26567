using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Commands;

/// <summary>Every option of a book with its value, in the order of the file. Chunks are valued and written as text on all processors.</summary>
internal sealed class PricedBook
{
    private const int ChunkRows = 2_048;

    private readonly OptionToPrice[] _options;
    private readonly OptionValue[] _values;

    private PricedBook(OptionToPrice[] options, OptionValue[] values) => (_options, _values) = (options, values);

    /// <summary>The columns of the result.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [
            "symbol", "price", "iv", "delta", "forward_delta", "premium_adjusted_delta", "gamma", "vega", "theta",
            "error",
        ];

    /// <summary>Rows without a value, and why.</summary>
    public IReadOnlyList<CsvError> Faults => [.. _options.Select(option => option.Fault).OfType<CsvError>()];

    /// <summary>Values every option without a fault; one without a finite value has one then.</summary>
    /// <param name="options">The options; faults are added.</param>
    /// <param name="name">Name of their file in faults.</param>
    public static PricedBook Value(OptionToPrice[] options, string name)
    {
        var values = new OptionValue[options.Length];
        Parallel.For(0, Chunks(values.Length), chunk =>
        {
            for (int i = chunk * ChunkRows; i < Math.Min((chunk + 1) * ChunkRows, values.Length); i++)
                values[i] = options[i].Fault is null ? OptionPricer.Value(options[i].Terms) : default;
        });
        for (int i = 0; i < values.Length; i++)
        {
            if (options[i].Fault is null && !IsFinite(values[i], options[i].Convention))
                options[i] = options[i] with
                {
                    Fault = new CsvError(
                        name, options[i].Line, "symbol", options[i].Row.Symbol,
                        "has no finite value with these numbers"),
                };
        }

        return new PricedBook(options, values);
    }

    /// <summary>Writes the result as CSV with line feeds.</summary>
    public void Write(TextWriter writer)
    {
        var text = new PriceText[Chunks(_values.Length)];
        Parallel.For(0, text.Length, chunk =>
        {
            var lines = new PriceText();
            for (int i = chunk * ChunkRows; i < Math.Min((chunk + 1) * ChunkRows, _values.Length); i++)
                lines.Add(_options[i], _values[i]);
            text[chunk] = lines;
        });
        writer.Write(string.Join(',', Columns) + "\n");
        foreach (PriceText lines in text)
            writer.Write(lines.Span);
    }

    private static int Chunks(int rows) => (rows + ChunkRows - 1) / ChunkRows;

    private static bool IsFinite(in OptionValue value, DeltaConvention convention) =>
        double.IsFinite(value.Price) && double.IsFinite(value.Delta(convention)) && double.IsFinite(value.ForwardDelta)
        && double.IsFinite(value.Gamma) && double.IsFinite(value.Vega) && double.IsFinite(value.Theta);
}
