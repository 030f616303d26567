using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core;

/// <summary>
/// The loop's side of the money: at every timer, not at ticks, the hedge is marked to market, held against the day's loss and shown to others. What the options have gained is valued on
/// another thread and comes back as a control event, so that the journal has it and a replay stops where the run stopped. Owned by the loop.
/// </summary>
internal sealed class HedgeMarks(HedgeSettings settings, HedgeMarket market, PositionLedger ledger, PreTradeLimits limits)
{
    private readonly Instrument[] _instruments = [.. settings.Instruments];

    /// <summary>The latest marks.</summary>
    public MarkBoard Board { get; } = new(settings.Instruments.Count);

    /// <summary>Takes what others have valued.</summary>
    public void Apply(in ControlEvent control)
    {
        if (control.Kind == ControlKind.OptionProfit)
            limits.MarkOptions(control.Value, control.ReceiveNanos);
        else if (control.Kind == ControlKind.CarryDay)
            limits.CarryDay(control.DayStartNanos, control.Value);
    }

    /// <summary>Marks everything at the last quotes; an instrument that is not quoted just now keeps its last price.</summary>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool Take()
    {
        double profit = 0;
        long utcNanos = 0;
        Board.Begin();
        for (int i = 0; i < _instruments.Length; i++)
        {
            ref InstrumentState state = ref market[i];
            if (state.ExchangeNanos == 0)
                continue;
            ledger.OpenAt(i, state.Mid);
            Board[i] = new HedgeMark { Mid = state.Mid, ExchangeNanos = state.ExchangeNanos, Account = ledger.Account(i) };
            profit += ledger.Account(i).Profit(_instruments[i], state.Mid) - ledger.Account(i).Fees;
            utcNanos = Math.Max(utcNanos, state.ExchangeNanos);
        }

        Board.End();
        return utcNanos > 0 && limits.MarkHedge(profit, utcNanos);
    }
}
