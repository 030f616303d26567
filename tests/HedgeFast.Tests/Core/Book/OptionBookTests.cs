using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Core.Book;

public sealed class OptionBookTests
{
    [Fact]
    public void The_order_of_rows_does_not_matter_and_slices_cover_the_book() =>
        Gen.Select(Books.GenRows, Gen.Int).Sample(
            (rows, seed) =>
            {
                OptionBook book = OptionBook.Create(rows, ["BTC", "ETH"]);
                OptionRow[] shuffled = [.. rows];
                new Random(seed).Shuffle(shuffled);
                OptionBook other = OptionBook.Create(shuffled, ["BTC", "ETH"]);
                Assert.Equal(book.Symbols.ToArray(), other.Symbols.ToArray());

                int next = 0;
                foreach (ExpiryGroup slice in book.Slices)
                {
                    Assert.Equal(next, slice.Start);
                    Assert.True(slice.Count > 0);
                    next += slice.Count;
                    for (int i = slice.Start; i < next; i++)
                    {
                        Assert.Equal(slice.ExpiryNanos, book.ExpiryNanos[i]);
                        Assert.Equal(slice.Kind, OptionBook.KindOf(book.Models[i]));
                        OptionRow row = rows.Single(row => row.Symbol == book.Symbols[i]);
                        Assert.Equal(book.Underlyings[slice.Underlying], row.Underlying);
                        Assert.Equal(
                            (row.Strike, row.Quantity * row.Multiplier, row.Volatility),
                            (book.Strikes[i], book.Quantities[i], book.Volatilities[i]));
                        Assert.Equal((row.Type, row.Settlement), (book.Types[i], book.Settlements[i]));
                    }
                }

                Assert.Equal(book.Count, next);
            },
            iter: 300);

    [Fact]
    public void An_empty_book_is_a_book() => Assert.Equal(0, OptionBook.Create([], ["BTC"]).Count);

    [Fact]
    public void Rows_that_the_reader_would_refuse_are_refused_here_too()
    {
        OptionRow good = Books.Row(true, 100, Books.Now, 0.5);
        Refuses(good with { Volatility = 0 }, "iv");
        Refuses(good with { Volatility = double.PositiveInfinity }, "iv");
        Refuses(good with { Strike = 0 }, "strike");
        Refuses(good with { Quantity = double.PositiveInfinity }, "quantity");
        Refuses(good with { Multiplier = 0 }, "multiplier");
        Refuses(good with { Underlying = "XRP" }, "XRP");
        Assert.Throws<ArgumentException>(() => OptionBook.Create([good], ["BTC", "BTC"]));
    }

    private static void Refuses(OptionRow row, string reason) =>
        Assert.Contains(
            reason, Assert.Throws<ArgumentException>(() => OptionBook.Create([row], ["BTC"])).Message,
            StringComparison.Ordinal);
}
