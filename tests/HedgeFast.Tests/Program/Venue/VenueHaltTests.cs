using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Tests.Program.Venue.Gateway;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue;

/// <summary>Two instruments on one tape, one of them halted for a few rows: over a real session.</summary>
public sealed class VenueHaltTests : IDisposable
{
    private static readonly Instrument Second = MarketRig.Perp("SECOND", 1);

    private readonly VenueSessionRig _rig = new(change: settings => settings with
    {
        Instruments = [.. settings.Instruments, Second],
        Derived = [new DerivedQuote(1, 0.1)],
        Halts = [new TapeHalt(0, 3, 5)],
    });

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_halt_cancels_resting_orders_and_refuses_new_ones_until_it_ends()
    {
        _rig.Client.Order("resting", '1', "5", "49.0", timeInForce: '0');
        _rig.Answer();
        while (_rig.Host.NextRow < 4)
            _rig.NextRow();
        Assert.Equal("4", _rig.Client.Last[Tags.ExecType]);
        Assert.Equal("resting", _rig.Client.Last[Tags.ClOrdID]);

        _rig.Client.Order("halted", '1', "5", "51.0");
        Assert.Equal("8", _rig.Answer()[Tags.ExecType]);
        _rig.Client.Order("other", '1', "5", "60.0", symbol: "SECOND");
        _rig.Until(() => _rig.Client.Last[Tags.ExecType] == "F");
        Assert.Equal(5, _rig.Host.PositionLots(1));

        while (_rig.Host.NextRow < 6)
            _rig.NextRow();
        _rig.Client.Order("again", '1', "5", "51.0");
        _rig.Until(() => _rig.Client.Last[Tags.ClOrdID] == "again" && _rig.Client.Last[Tags.ExecType] == "F");
        Assert.Equal(5, _rig.Host.PositionLots(0));
    }
}
