using HedgeFast.Commands;
using HedgeFast.Compare;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Compare;

public sealed class SyntheticPathTests
{
    private static readonly TapeQuote Start = new(1_000, 2_000, 600_000, 10, 600_001, 10);

    [Fact]
    public void A_seed_gives_the_same_path_again_and_another_one_another()
    {
        var path = new SyntheticPath { Days = 0.1 };
        Assert.True(path.Make(7, Start, LoopRig.Perpetual).Quotes.SequenceEqual(path.Make(7, Start, LoopRig.Perpetual).Quotes));
        Assert.False(path.Make(7, Start, LoopRig.Perpetual).Quotes.SequenceEqual(path.Make(8, Start, LoopRig.Perpetual).Quotes));
    }

    [Fact]
    public void It_begins_where_it_is_told_to_and_lasts_as_long()
    {
        MarketTape tape = new SyntheticPath { Days = 2, StepSeconds = 10, Lots = 77 }.Make(1, Start, LoopRig.Perpetual);
        Assert.Equal((Start.RecvNanos, Start.ExchangeNanos), (tape[0].RecvNanos, tape[0].ExchangeNanos));
        Assert.InRange(tape[0].BidTicks, Start.BidTicks - 1, Start.BidTicks);
        Assert.InRange(tape.DurationNanos / 1e9, (2 * 86_400) - 200, 2 * 86_400);
        Assert.InRange(tape.Count, 16_700, 17_900);
        foreach (ref readonly TapeQuote quote in tape.Quotes)
            Assert.Equal((1L, 77L, 77L), (quote.AskTicks - quote.BidTicks, quote.BidLots, quote.AskLots));
    }

    // 8,640 steps: the realised variance has a relative standard deviation of sqrt(2 x 2 / 8,640), the gaps being exponential, which is 2 %.
    [Theory]
    [InlineData(0)]
    [InlineData(0.001)]
    public void The_price_moves_by_the_volatility(double volOfVol)
    {
        MarketTape tape = new SyntheticPath { Days = 1, StepSeconds = 10, Volatility = 0.8, VolOfVol = volOfVol }.Make(3, Start, LoopRig.Perpetual);
        double sum = 0;
        for (int i = 1; i < tape.Count; i++)
            sum += Math.Pow(Math.Log((double)tape[i].BidTicks / tape[i - 1].BidTicks), 2);
        Assert.Equal(0.8, Math.Sqrt(sum * 365), 0.04);
    }

    [Fact]
    public void A_wandering_volatility_wanders()
    {
        MarketTape still = new SyntheticPath { Days = 1, StepSeconds = 10 }.Make(3, Start, LoopRig.Perpetual);
        MarketTape wandering = new SyntheticPath { Days = 1, StepSeconds = 10, VolOfVol = 10 }.Make(3, Start, LoopRig.Perpetual);
        Assert.True(Fourth(wandering) > 1.2 * Fourth(still), $"{Fourth(wandering)} against {Fourth(still)}");

        // Mean fourth power of the moves over the squared mean square.
        static double Fourth(MarketTape tape)
        {
            double second = 0, fourth = 0;
            for (int i = 1; i < tape.Count; i++)
            {
                double move = Math.Log((double)tape[i].BidTicks / tape[i - 1].BidTicks);
                (second, fourth) = (second + (move * move), fourth + (move * move * move * move));
            }

            return fourth * tape.Count / (second * second);
        }
    }

    [Theory]
    [InlineData("days=2,step=0.5,volOfVol=1", null)]
    [InlineData("", null)]
    [InlineData("days=0", "'days=0'")]
    [InlineData("weeks=2", "'weeks=2'")]
    [InlineData("days", "'days'")]
    [InlineData("days=x", "'days=x'")]
    [InlineData("days=366,step=0.01", "ten million")]
    public void The_text_is_read_or_refused_with_a_reason(string text, string? reason)
    {
        string? fault = SyntheticText.Read(text, out SyntheticPath path);
        if (reason is null)
            Assert.Null(fault);
        else
            Assert.Contains(reason, fault, StringComparison.Ordinal);
        if (text.StartsWith("days=2", StringComparison.Ordinal))
            Assert.Equal(new SyntheticPath { Days = 2, StepSeconds = 0.5, VolOfVol = 1 }, path);
    }
}
