using System.Globalization;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Bench.Peers;

/// <summary>American options over a book's whole domain beside a tree of 5,000 steps.</summary>
internal sealed class TreeComparison(TextWriter output)
{
    /// <summary>Runs it.</summary>
    /// <param name="count">Options.</param>
    /// <param name="write">File for the tree's answers; null without.</param>
    public int Run(int count, string? write)
    {
        IReadOnlyList<OptionTerms> options = AmericanTree.Draw(count);
        AmericanTree.Answer[] answers = new AmericanTree.Answer[count];
        Parallel.For(0, count, i => answers[i] = AmericanTree.Value(options[i]));
        if (write is not null)
            File.WriteAllLines(write, answers.Select(answer => AmericanTree.Line(answer)));
        for (int half = 0; half < 2; half++)
        {
            double[] prices = new double[count / 2], deltas = new double[count / 2], gammas = new double[count / 2];
            for (int i = 0; i < count / 2; i++)
            {
                int at = (2 * i) + half;
                OptionValue value = OptionPricer.Value(options[at]);
                double scale = 100 * options[at].Volatility * Math.Sqrt(options[at].Market.Years);
                prices[i] = Math.Abs(value.Price - answers[at].Price) / options[at].Strike;
                deltas[i] = Math.Abs(value.SpotDelta - answers[at].Delta);
                gammas[i] = Math.Abs(value.Gamma - answers[at].Gamma) * scale;
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(half == 0 ? "desk" : "whole domain")}: price, of the strike {Shown(prices)}; delta {Shown(deltas)}; gamma times price and deviation {Shown(gammas)}"));
        }

        return 0;
    }

    private static string Shown(double[] errors)
    {
        Array.Sort(errors);
        return string.Create(CultureInfo.InvariantCulture, $"median {errors[errors.Length / 2]:E1}, p99 {errors[errors.Length * 99 / 100]:E1}, max {errors[^1]:E1}");
    }
}
