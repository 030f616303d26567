using HedgeFast.Core.Profit;

namespace HedgeFast.Tests.Core.Profit;

public sealed class MarkBoardTests
{
    [Fact]
    public void Before_the_first_mark_there_is_nothing_to_read() =>
        Assert.False(new MarkBoard(1).TryRead(new HedgeMark[1], []));

    // Each mark is written with one number in all its places; a reader that saw two of them has seen two moments.
    [Fact]
    public void A_reader_sees_all_of_one_moment()
    {
        const int writes = 200_000;
        var board = new MarkBoard(3, 2);
        var writer = new Thread(() =>
        {
            for (int i = 1; i <= writes; i++)
            {
                board.Begin();
                for (int k = 0; k < board.Count; k++)
                    board[k] = new HedgeMark { Mid = i, ExchangeNanos = i };
                board.Expiries.Fill(new ExpiryMark { LogRatio = i, FirstLogRatio = i, LogAnchor = i });
                board.End();
            }
        });
        writer.Start();
        var marks = new HedgeMark[3];
        var expiries = new ExpiryMark[2];
        long last = 0;
        while (last < writes)
        {
            bool ended = !writer.IsAlive;
            if (board.TryRead(marks, expiries))
            {
                Assert.All(
                    marks,
                    mark =>
                    {
                        Assert.Equal(marks[0].Mid, mark.Mid);
                        Assert.Equal(marks[0].ExchangeNanos, mark.ExchangeNanos);
                    });
                Assert.All(
                    expiries,
                    mark =>
                    {
                        Assert.Equal(marks[0].Mid, mark.LogRatio);
                        Assert.Equal(marks[0].Mid, mark.LogAnchor);
                    });
                Assert.True(marks[0].ExchangeNanos >= last);
                last = marks[0].ExchangeNanos;
            }

            Assert.True(!ended || last == writes, $"the writer has ended, and {last} is the last that is read");
        }
    }
}
