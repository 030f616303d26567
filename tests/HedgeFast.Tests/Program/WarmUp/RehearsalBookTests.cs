using HedgeFast.Core.Book;
using HedgeFast.Engine;
using HedgeFast.WarmUp;

namespace HedgeFast.Tests.Program.WarmUp;

/// <summary>Options without a volatility receive one; the others keep theirs.</summary>
public sealed class RehearsalBookTests
{
    [Fact]
    public void Every_option_has_a_volatility()
    {
        LoadedBook rehearsed = RehearsalBook.Of(Loaded(0.7, double.NaN));
        Assert.Equal([0.7, 0.5], rehearsed.Volatilities!.Values.ToArray());
        Assert.Empty(rehearsed.Quoted);
    }

    [Fact]
    public void A_book_with_all_volatilities_is_unchanged()
    {
        LoadedBook loaded = Loaded(0.7, 0.6);
        Assert.Same(loaded.Volatilities, RehearsalBook.Of(loaded).Volatilities);
    }

    private static LoadedBook Loaded(params double[] volatilities)
    {
        OptionRow[] rows = [.. volatilities.Select((volatility, i) => new OptionRow(
            $"o{i}", "U1", OptionType.Call, 100 + i, 1_800_000_000_000_000_000, SettlementKind.Linear,
            OptionModel.Black76, 1, 1, volatility))];
        return new LoadedBook([], null, OptionBook.Create(rows, ["U1"]), null);
    }
}
