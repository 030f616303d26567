using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Limits our orders to a share of the volume that others trade in a trailing window. Owned by the loop.
/// </summary>
/// <remarks>
/// <para>Our fills within the window, our open orders and the new order together stay within <see
/// cref="OrderSettings.VolumeShare"/> of the others' volume: the prints of the feed less our own fills, of either side.
/// A print may come before the report of our fill, so open orders are subtracted as well. Our fills are kept one slot
/// longer than the prints, so that the share holds in every window of <see cref="OrderSettings.VolumeWindowNanos"/>.
/// Trades missed in a gap or before a restart count as not traded.</para>
/// <para>Everything follows from the stamps of trades and fills, which the journal has.</para>
/// </remarks>
internal sealed class Participation
{
    private const int Slots = 64;

    private readonly double _share;
    private readonly TrailingSum[] _printed;
    private readonly TrailingSum[] _own;

    /// <summary>Starts without traded volume.</summary>
    /// <param name="settings">The share and the window; without a share nothing is kept.</param>
    /// <param name="instruments">Number of instruments.</param>
    public Participation(OrderSettings settings, int instruments)
    {
        _share = settings.VolumeShare;
        long slotNanos = Math.Max(1, settings.VolumeWindowNanos / Slots);
        int kept = IsOn ? instruments : 0;
        _printed = [.. Enumerable.Range(0, kept).Select(_ => new TrailingSum(Slots, slotNanos))];
        _own = [.. Enumerable.Range(0, kept).Select(_ => new TrailingSum(Slots + 1, slotNanos))];
    }

    /// <summary>Whether there is a share to keep to.</summary>
    public bool IsOn => _share > 0;

    /// <summary>Counts a trade of the feed; one of an impossible size is ignored.</summary>
    public void OnTrade(in MarketEvent trade)
    {
        if (IsOn && trade.BidLots is > 0 and <= QuoteGuard.Bound)
            _printed[trade.Instrument].Add(trade.BidLots, trade.ReceiveNanos);
    }

    /// <summary>Counts a fill of ours, once.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="lots">Lots filled; positive.</param>
    /// <param name="nowNanos">Receive stamp of its report.</param>
    public void OnOwnFill(int instrument, long lots, long nowNanos)
    {
        if (IsOn)
            _own[instrument].Add(lots, nowNanos);
    }

    /// <summary>
    /// While <see cref="IsOn"/>: the most that one more order may be for, lots; 0 when the share is used up.
    /// </summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="position">The position in it with everything that is out.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public long RoomLots(int instrument, PositionInterval position, long nowNanos)
    {
        long ours = _own[instrument].At(nowNanos) + (position.High - position.Low);
        long others = Math.Max(0, _printed[instrument].At(nowNanos) - ours);
        return Math.Max(0, (long)(_share * others) - ours);
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        for (int i = 0; i < _printed.Length; i++)
        {
            _printed[i].AddTo(ref digest);
            _own[i].AddTo(ref digest);
        }
    }
}
