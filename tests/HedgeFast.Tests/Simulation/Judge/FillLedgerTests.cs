using HedgeFast.Simulation.Judge.Orders;
using static HedgeFast.Tests.Simulation.Judge.JudgeRig;

namespace HedgeFast.Tests.Simulation.Judge;

public sealed class FillLedgerTests
{
    private readonly WireOrders _orders = new(Plan().Settings.Instruments);
    private readonly FillLedger _ledger;

    public FillLedgerTests()
    {
        _ledger = new FillLedger(4, _orders);
        _orders.OnSent(Of("35=D|11=sim-1-1|55=BTC-PERP|54=2|38=10|44=50000|59=0"), process: 1, now: 0);
    }

    [Fact]
    public void A_fill_counts_once_under_every_number_of_its_order()
    {
        _orders.OnSent(Of("35=G|11=sim-1-2|41=sim-1-1|55=BTC-PERP|54=2|38=10|44=50001|59=0"), process: 1, now: 0);
        Assert.Equal(LedgerOutcome.Fill, Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=4|14=4"));
        Assert.Equal(LedgerOutcome.Repeated, Enter("35=8|11=sim-1-2|41=sim-1-1|17=a|150=F|54=2|32=4|14=4"));
        Assert.Equal(-4, _ledger.Lots[0]);
    }

    [Fact]
    public void An_id_of_another_order_is_another_fill()
    {
        Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=4|14=4");
        Assert.Equal(LedgerOutcome.Fill, Enter("35=8|11=DESK-1|17=a|150=F|55=BTC-PERP|54=1|32=7|14=7"));
        Assert.Equal(3, _ledger.Lots[0]);
    }

    [Fact]
    public void An_id_used_again_for_other_lots_is_no_fill()
    {
        Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=4|14=4");
        Assert.Equal(LedgerOutcome.ReusedId, Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=5|14=9"));
        Assert.Equal(-4, _ledger.Lots[0]);
    }

    [Fact]
    public void A_correction_and_then_a_bust_of_a_fill_leave_nothing_of_it()
    {
        Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=4|14=4");
        Assert.Equal(LedgerOutcome.TakenBack, Enter("35=8|11=sim-1-1|17=b|19=a|150=G|54=2|32=3|14=3"));
        Assert.Equal(-3, _ledger.Lots[0]);
        Assert.Equal(LedgerOutcome.TakenBack, Enter("35=8|11=sim-1-1|17=c|19=a|150=H|54=2|32=4|14=0"));
        Assert.Equal(0, _ledger.Lots[0]);
    }

    [Fact]
    public void Entries_taken_back_count_again_when_they_come_again()
    {
        Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=4|14=4");
        Enter("35=8|11=sim-1-1|17=b|19=a|150=H|54=2|32=4|14=0");
        _ledger.KeepFirst(0);
        Assert.Equal(0, _ledger.Lots[0]);
        Assert.Equal(LedgerOutcome.Fill, Enter("35=8|11=sim-1-1|17=a|150=F|54=2|32=4|14=4"));
        Assert.Equal(-4, _ledger.Lots[0]);
    }

    [Theory]
    [InlineData("35=8|11=sim-1-1|17=a|150=F|54=2|32=1E+3|14=4")]
    [InlineData("35=8|11=sim-1-1|17=a|150=F|54=1|32=4|14=4")]
    [InlineData("35=8|11=DESK-1|17=a|150=F|54=1|32=4|14=4")]
    [InlineData("35=8|11=sim-1-1|17=a|150=H|54=2|32=4|14=4")]
    public void What_cannot_be_read_is_no_fill(string report) =>
        Assert.Equal(LedgerOutcome.Unreadable, Enter(report));

    [Fact]
    public void Tag_20_of_FIX_4_2_says_what_a_report_is()
    {
        Enter("35=8|11=sim-1-1|17=a|20=0|150=1|54=2|32=4|14=4");
        Enter("35=8|11=sim-1-1|17=b|19=a|20=1|150=1|54=2|32=4|14=0");
        Assert.Equal(0, _ledger.Lots[0]);
        Assert.Equal(LedgerOutcome.NoTrade, Enter("35=8|11=sim-1-1|17=c|20=3|150=1|54=2|32=4|14=4"));
    }

    private LedgerOutcome Enter(string report) => _ledger.Enter(Of(report), place: 1, process: 1);
}
