using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Commands;

/// <summary>One row of the book on its way to a value.</summary>
/// <param name="Row">The row.</param>
/// <param name="Line">Its line.</param>
/// <param name="Convention">Convention of its column <c>delta</c>.</param>
/// <param name="Terms">What its value depends on; the volatility is filled in last.</param>
internal readonly record struct OptionToPrice(OptionRow Row, int Line, DeltaConvention Convention, OptionTerms Terms)
{
    /// <summary>Why it can't be priced; null while it can.</summary>
    public CsvError? Fault { get; init; }

    /// <summary>The fault as the result says it: of another column than the symbol, with column and value.</summary>
    public string FaultText => Fault switch
    {
        null => "",
        { Column: "symbol" } fault => fault.Reason,
        var fault => $"{fault.Column} '{fault.Value}' {fault.Reason}",
    };
}
