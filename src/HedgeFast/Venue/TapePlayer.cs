using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Venue.Feed;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue;

/// <summary>
/// Plays the tape's due rows: to the market first, so that an order in answer meets the row, then to the feed.
/// </summary>
internal sealed class TapePlayer
{
    // A burst is short, so that an order waits for few rows even when the tape is late or unpaced.
    private const int BurstRows = 32;

    // An unpaced tape waits while a subscriber has a larger backlog, so that the subscriber is not disconnected.
    private const int BacklogBytes = 1 << 14;

    private readonly VenueSettings _settings;
    private readonly MarketTape _tape;
    private readonly SimulatedMarket _market;
    private readonly RequestLine _line;
    private readonly ReportOutbox _outbox;
    private readonly FeedPublisher _publisher;
    private readonly TapePacer _pacer;
    private readonly TapeListing[] _listings;
    private readonly OptionQuoter? _options;
    private bool _started;
    private bool _disconnect;
    private int _disconnectedAt = -1;
    private volatile bool _ended;
    private int _row;
    private long _rowsPublished;

    /// <summary>Makes a player at the start row of the settings.</summary>
    /// <exception cref="ArgumentException">The start row is not on the tape.</exception>
    public TapePlayer(
        VenueSettings settings,
        MarketTape tape,
        SimulatedMarket market,
        RequestLine line,
        ReportOutbox outbox,
        FeedPublisher publisher)
    {
        if ((uint)settings.StartRow >= (uint)tape.Count)
        {
            throw new ArgumentException(
                $"the start row {settings.StartRow} is not on the tape, which has {tape.Count} rows", nameof(settings));
        }

        _settings = settings;
        _tape = tape;
        _market = market;
        _line = line;
        _outbox = outbox;
        _publisher = publisher;
        _row = settings.StartRow;
        Instrument tapeInstrument = settings.Instruments[settings.TapeInstrument];
        _listings =
        [
            new TapeListing(tapeInstrument, tapeInstrument, 0, settings.Halts),
            .. settings.Derived.Select(quote => new TapeListing(
                settings.Instruments[quote.Instrument], tapeInstrument, quote.Basis, settings.Halts)),
        ];
        if (settings.Options is { } options)
            _options = new OptionQuoter(options, tapeInstrument.Underlying, publisher);
        _pacer = new TapePacer(settings.Speed, settings.UnpacedRowsPerSecond);
    }

    /// <summary>Whether the last row was published and the market closed.</summary>
    public bool Ended => _ended;

    /// <summary>Rows published by this player.</summary>
    public long RowsPublished => Volatile.Read(ref _rowsPublished);

    /// <summary>Next row to publish.</summary>
    public int NextRow => Volatile.Read(ref _row);

    /// <summary>
    /// When the next row is due, monotonic nanoseconds; the largest number before the start and after the end.
    /// </summary>
    public long DueNanos => _started && !_ended ? _pacer.DueNanos : long.MaxValue;

    /// <summary>Whether all connections are to be cut now; true once for each configured row.</summary>
    public bool TakeDisconnect()
    {
        bool disconnect = _disconnect;
        _disconnect = false;
        return disconnect;
    }

    /// <summary>Plays the rows that are due, at most a burst.</summary>
    /// <param name="nowNanos">Monotonic time.</param>
    /// <param name="clientLoggedOn">Whether a FIX client is there.</param>
    /// <returns>Rows played.</returns>
    public int DoWork(long nowNanos, bool clientLoggedOn)
    {
        if (_ended || (!_started && !TryStart(nowNanos, clientLoggedOn)))
            return 0;
        int played = 0;
        while (played < BurstRows && nowNanos >= _pacer.DueNanos && !IsHeldUp())
        {
            if (_row == _tape.Count)
            {
                Close();
                return played + 1;
            }

            if (_disconnectedAt != _row && _settings.Faults.DisconnectAt.Contains(_row))
            {
                _disconnectedAt = _row;
                _disconnect = true;
                return played + 1;
            }

            Play(_tape[_row]);
            played++;
            Volatile.Write(ref _row, _row + 1);
            if (_row < _tape.Count)
                _pacer.Next(nowNanos, _tape[_row].RecvNanos);
            else
                _pacer.Pause(nowNanos, _settings.CloseDelayNanos);
        }

        return played;
    }

    private bool IsHeldUp() => _pacer.IsUnpaced && _publisher.UnsentBytes > BacklogBytes;

    private bool TryStart(long nowNanos, bool clientLoggedOn)
    {
        bool subscribed = _settings.FeedTransport != FeedTransport.Tcp || _publisher.SubscriberCount > 0;
        if (_settings.Start == VenueStart.WhenReady && !(clientLoggedOn && subscribed))
            return false;
        _started = true;
        _pacer.Begin(nowNanos, _tape[_row].RecvNanos);
        return true;
    }

    private void Play(in TapeQuote quote)
    {
        _line.ReleaseUntil(quote.ExchangeNanos);
        _outbox.ReleaseUntil(quote.ExchangeNanos);
        foreach (TapeListing listing in _listings)
            Play(listing, quote);
        Volatile.Write(ref _rowsPublished, _rowsPublished + 1);
    }

    private void Play(TapeListing listing, in TapeQuote row)
    {
        int instrument = listing.Instrument.Index;
        if (listing.MoveTo(_row))
            ChangeStatus(listing, row.ExchangeNanos);
        if (listing.IsHalted)
            return;
        TopOfBook top = listing.QuoteAt(row);
        if (_settings.PrintShare > 0)
            Print(listing, top, row.ExchangeNanos);
        TopOfBook shown = _market.OnQuote(instrument, top, row.ExchangeNanos);
        _publisher.PublishQuote(
            listing.Instrument.FeedId,
            row.ExchangeNanos,
            shown.BidTicks,
            shown.BidLots,
            shown.AskTicks,
            shown.AskLots);
        if (instrument == _settings.TapeInstrument)
            _options?.Publish(0.5 * listing.Instrument.TickSize * (shown.BidTicks + shown.AskTicks), row.ExchangeNanos);
    }

    private void ChangeStatus(TapeListing listing, long exchangeNanos)
    {
        int instrument = listing.Instrument.Index;
        if (listing.IsHalted)
            _market.Halt(instrument, exchangeNanos);
        else
            _market.Resume(instrument, exchangeNanos, listing.Reinstates);
        TradingStatus status = listing.IsHalted ? TradingStatus.Halted : TradingStatus.Open;
        _publisher.PublishStatus(listing.Instrument.FeedId, status, exchangeNanos);
    }

    // Trades come before the quote that they led to.
    private void Print(TapeListing listing, in TopOfBook top, long exchangeNanos)
    {
        TopOfBook before = listing.Prints.Before;
        (long sold, long bought) = listing.Prints.Follow(top, _settings.PrintShare);
        Print(listing, exchangeNanos, before.BidTicks, sold);
        Print(listing, exchangeNanos, before.AskTicks, bought + _market.TakeTradedLots(listing.Instrument.Index));
    }

    private void Print(TapeListing listing, long exchangeNanos, long ticks, long lots)
    {
        if (lots > 0)
            _publisher.PublishTrade(listing.Instrument.FeedId, exchangeNanos, ticks, lots);
    }

    private void Close()
    {
        _line.ReleaseUntil(long.MaxValue);
        _outbox.ReleaseUntil(long.MaxValue);
        long exchangeNanos = _tape[_tape.Count - 1].ExchangeNanos;
        foreach (TapeListing listing in _listings)
        {
            _market.Close(listing.Instrument.Index);
            _publisher.PublishStatus(listing.Instrument.FeedId, TradingStatus.Closed, exchangeNanos);
        }

        _ended = true;
    }
}
