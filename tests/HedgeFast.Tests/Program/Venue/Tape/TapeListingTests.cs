using HedgeFast.Core.Book;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Tape;

public sealed class TapeListingTests
{
    private static readonly TapeQuote Row = new(1, 2, 600_000, 300, 600_001, 600);

    [Fact]
    public void The_tapes_own_instrument_is_quoted_as_recorded() =>
        Assert.Equal(
            new TopOfBook(600_000, 300, 600_001, 600),
            new TapeListing(LoopRig.Perpetual, LoopRig.Perpetual, 0, []).QuoteAt(Row));

    [Fact]
    public void A_derived_one_is_above_by_its_basis_rounded_outwards_and_as_deep_in_money()
    {
        // 60,060.0 and 60,060.1001 in ticks of 0.5; 30,000 and 60,000 USD in thousandths of a coin at 60,000.
        Instrument derived = LoopRig.Fallback with { TickMantissa = 5 };
        Assert.Equal(
            new TopOfBook(120_119, 500, 120_121, 999),
            Inexact(new TapeListing(derived, LoopRig.Perpetual, 0.001, []).QuoteAt(Row)));

        // Below by half: 30,000.
        TopOfBook below = new TapeListing(derived, LoopRig.Perpetual, -0.5, []).QuoteAt(Row);
        Assert.Equal(60_000, below.BidTicks);
        Assert.Equal(60_001, below.AskTicks);
    }

    [Fact]
    public void A_derived_quote_has_a_size_exactly_where_the_tape_has_one()
    {
        var listing = new TapeListing(LoopRig.Fallback with { ContractSize = 1_000 }, LoopRig.Perpetual, 0, []);
        TopOfBook shown = listing.QuoteAt(Row with { AskLots = 0 });
        Assert.Equal(1, shown.BidLots);
        Assert.Equal(0, shown.AskLots);
    }

    [Fact]
    public void An_instrument_is_halted_at_its_own_rows_alone()
    {
        var listing = new TapeListing(
            LoopRig.Perpetual, LoopRig.Perpetual, 0,
            [new TapeHalt(0, 2, 4), new TapeHalt(1, 0, 9), new TapeHalt(0, 4, 5), new TapeHalt(0, 7, 8)]);
        var changes = new List<(int, bool)>();
        for (int row = 0; row < 10; row++)
        {
            if (listing.MoveTo(row))
                changes.Add((row, listing.IsHalted));
        }

        Assert.Equal([(2, true), (5, false), (7, true), (8, false)], changes);
    }

    // 1.001 is no binary fraction: 60,060.0 in half units may come out as 120,120 or just below.
    private static TopOfBook Inexact(TopOfBook top) => top.BidTicks == 120_120 ? top with { BidTicks = 120_119 } : top;
}
