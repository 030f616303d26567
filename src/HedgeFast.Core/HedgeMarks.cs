using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core;

/// <summary>
/// The loop's side of the money: at every timer, not at ticks, the hedge is marked to market, held against the day's loss and shown to others. What the book has gained is valued on
/// another thread, together with the hedge at the same marks, and comes back as a control event, so that the journal has it and a replay stops where the run stopped. Owned by the loop.
/// </summary>
internal sealed class HedgeMarks(HedgeSettings settings, HedgeMarket market, PositionLedger ledger, PreTradeLimits limits)
{
    private readonly Instrument[] _instruments = [.. settings.Instruments];
    private long _utcNanos;

    /// <summary>The latest marks.</summary>
    public MarkBoard Board { get; } = new(settings.Instruments.Count);

    /// <summary>What is held of an instrument was last marked at this price by the run before: profit begins there.</summary>
    public void Carry(in CarriedMark carried)
    {
        ref HedgeMark mark = ref Board[carried.Instrument];
        (mark.FirstMid, mark.FirstExchangeNanos) = (carried.Mid, carried.ExchangeNanos);
        ledger.OpenAt(carried.Instrument, carried.Mid);
    }

    /// <summary>The prices of the last mark; of what was not marked since, the price that was carried.</summary>
    public IEnumerable<CarriedMark> ToCarried()
    {
        for (int i = 0; i < _instruments.Length; i++)
        {
            HedgeMark mark = Board[i];
            if (mark.FirstExchangeNanos == 0)
                continue;
            bool isMarked = mark.ExchangeNanos != 0;
            yield return new CarriedMark { Instrument = i, Mid = isMarked ? mark.Mid : mark.FirstMid, ExchangeNanos = isMarked ? mark.ExchangeNanos : mark.FirstExchangeNanos };
        }
    }

    /// <summary>Takes what others have valued.</summary>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool Apply(in ControlEvent control)
    {
        if (control.Kind == ControlKind.CarryDay)
            limits.CarryDay(control.DayStartNanos, control.Value);
        return control.Kind == ControlKind.BookProfit && limits.MarkBook(control.Value, _utcNanos, control.ReceiveNanos);
    }

    /// <summary>Marks everything at the last quotes; an instrument that is not quoted just now keeps its last price.</summary>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool Take()
    {
        double profit = 0;
        long latest = 0;
        Board.Begin();
        for (int i = 0; i < _instruments.Length; i++)
        {
            ref InstrumentState state = ref market[i];
            if (state.ExchangeNanos == 0)
                continue;
            ledger.OpenAt(i, state.Mid);
            ref HedgeMark mark = ref Board[i];
            if (mark.FirstExchangeNanos == 0)
                (mark.FirstMid, mark.FirstExchangeNanos) = (state.Mid, state.ExchangeNanos);
            (mark.Mid, mark.ExchangeNanos, mark.Account) = (state.Mid, state.ExchangeNanos, ledger.Account(i));
            profit += ledger.Account(i).Profit(_instruments[i], state.Mid) - ledger.Account(i).Fees;
            latest = Math.Max(latest, state.ExchangeNanos);
        }

        _utcNanos = latest;

        Board.End();
        return _utcNanos > 0 && limits.MarkHedge(profit, _utcNanos);
    }

    /// <summary>Adds the quotes, and what the next mark depends on besides and the limits do not know: the time of the last one, the positions, and the money of the fills.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_utcNanos);
        AddClockTo(ref digest);
        digest.Add(ledger.SpreadCost + ledger.FeeCost);
        for (int i = 0; i < _instruments.Length; i++)
        {
            digest.Add(market[i].BidTicks);
            digest.Add(market[i].AskTicks);
            digest.Add((long)market[i].Fault);
            digest.Add(ledger.FilledLots(i));
            digest.Add(ledger.Account(i).Entry);
            digest.Add(ledger.Account(i).Fees);
        }
    }

    // A journal that is older than the bound has none, and its digests are as they were.
    private void AddClockTo(ref StateDigest digest)
    {
        if (settings.Feed.Clock.Kind == ClockKind.None)
            return;
        digest.Add(market.Line.ReceiveNanos);
        digest.Add(market.Line.ExchangeNanos);
        digest.Add(market.Line.RunReceiveNanos);
        digest.Add(market.Line.RunExchangeNanos);
        digest.Add(market.Line.Run);
    }
}
