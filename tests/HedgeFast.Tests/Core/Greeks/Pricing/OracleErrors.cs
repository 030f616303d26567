using System.Globalization;
using System.Text;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// The largest errors of a set of numbers, by model and column, each with the option that it stands for.
/// </summary>
internal sealed class OracleErrors(params string[] columns)
{
    private readonly double[,] _worst = new double[OracleOptions.Names.Length, columns.Length];
    private readonly string[,] _options = new string[OracleOptions.Names.Length, columns.Length];

    /// <summary>Takes an error in; NaN is the largest.</summary>
    public void Note(in OptionTerms o, string column, double error)
    {
        int row = OracleOptions.NameOf(o), at = Array.IndexOf(columns, column);
        if (!(Math.Abs(error) <= _worst[row, at]))
        {
            _worst[row, at] = double.IsNaN(error) ? double.PositiveInfinity : Math.Abs(error);
            _options[row, at] = Text(o);
        }
    }

    /// <summary>Fails where the largest error of a model is above a bound, and names the option.</summary>
    public void Within(string column, params ReadOnlySpan<double> boundByModel)
    {
        for (int row = 0; row < boundByModel.Length; row++)
        {
            int at = Array.IndexOf(columns, column);
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"{OracleOptions.Names[row]} {column}: {_worst[row, at]:E2}, allowed {boundByModel[row]:E1}");
            Assert.True(_worst[row, at] <= boundByModel[row], $"{found}, at {_options[row, at]}");
        }
    }

    /// <summary>Prints the table: a column a model.</summary>
    public void Print(string title)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{title} (seed {OracleOptions.Seed})");
        string names = string.Concat(OracleOptions.Names.Select(name => $"{name,12}"));
        text.AppendLine(CultureInfo.InvariantCulture, $"{"worst",-40}{names}");
        for (int at = 0; at < columns.Length; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{columns[at],-40}");
            for (int row = 0; row < OracleOptions.Names.Length; row++)
                text.Append(CultureInfo.InvariantCulture, $"{_worst[row, at],12:E1}");
            text.AppendLine();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(text.ToString());
    }

    /// <summary>An option in words, with all its digits.</summary>
    public static string Text(in OptionTerms o) => string.Create(
        CultureInfo.InvariantCulture,
        $"{OracleOptions.Names[OracleOptions.NameOf(o)]} {o.Type} F {o.Market.Forward:R} S {o.Market.Spot:R} "
        + $"K {o.Strike:R} T {o.Market.Years:R} r {o.Market.Rate:R} q {o.Market.Yield:R} volatility {o.Volatility:R}");
}
