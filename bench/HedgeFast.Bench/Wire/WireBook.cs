using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Bench.Wire;

/// <summary>
/// The book of both wire measurements: that of <see cref="HedgedBook"/>, with triggers; every tick changes the level
/// and causes an order.
/// </summary>
/// <remarks>
/// The ticks are a millisecond of exchange time apart: the time-dependent terms are prepared anew, and the curve built
/// anew, at every thousandth of them.
/// </remarks>
internal sealed class WireBook
{
    private const ushort Channel = 1;
    private const long LotsShown = 1_000_000_000;
    private const long NanosPerTick = 1_000_000;

    private readonly HedgedBook _book;
    private readonly byte[] _tick = new byte[TickProtocol.QuoteBytes];

    /// <summary>Makes the book and proves its deltas.</summary>
    /// <param name="options">Options held.</param>
    /// <param name="feedTransport">How ticks arrive, where they arrive over a socket.</param>
    /// <param name="journalDirectory">Where the journal goes.</param>
    public WireBook(int options, FeedTransport feedTransport, string journalDirectory)
    {
        _book = new HedgedBook(options);
        HedgeSettings settings = _book.Settings(
            new FeedSettings
            {
                Host = "127.0.0.1",
                Port = 0,
                Transport = feedTransport,
                Clock = ClockRule.Recorded(KernelBook.Now),
            },
            new ScheduleSettings { Kind = ScheduleKind.Inline, Wait = WaitKind.Spin });
        Settings = settings with
        {
            Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers }],
            Limits = settings.Limits with { OrdersPerSecond = 200_000, MessagesPerSecond = 400_000 },
            JournalDirectory = journalDirectory,
        };
    }

    /// <summary>Settings that hedge the book: journal on, limits on, out of the way of this rate of orders.</summary>
    public HedgeSettings Settings { get; }

    /// <summary>The options.</summary>
    public Core.Book.OptionBook Book => _book.Book;

    /// <summary>Ticks made so far.</summary>
    public long Ticks { get; private set; }

    /// <summary>
    /// One side of the FIX session; the fsync policy is the usual one, which leaves it to the kernel.
    /// </summary>
    public static FixSessionSettings Session(string sender, string target, string folder) =>
        new() { SenderCompId = sender, TargetCompId = target, StoreDirectory = folder };

    /// <summary>Its store on disk, with room for the whole run in one segment.</summary>
    /// <remarks>
    /// A new segment, every 80,000 orders with the usual size, would be counted with some 2 kB of managed memory.
    /// </remarks>
    public static FileMessageStore Store(FixSessionSettings session) => new(
        Disk.Kernel, session.StoreDirectory, session.BeginString, session.SenderCompId, session.TargetCompId,
        session.Fsync, session.MaxMessageBytes, 256 << 20);

    /// <summary>The bytes of the next tick: the price is on the other level.</summary>
    public ReadOnlySpan<byte> NextTick()
    {
        long bid = HedgedBook.BidTicks(Ticks, Ticks);
        Ticks++;
        TickFrameWriter.WriteQuote(
            _tick, (ulong)Ticks, Channel, HedgedBook.Perpetual.FeedId, KernelBook.Now + (Ticks * NanosPerTick), bid,
            LotsShown, bid + HedgedBook.SpreadTicks, LotsShown);
        return _tick;
    }

    /// <summary>
    /// Holds the engine's answers so far against the plain formula and the exchange: each tick one order, each order
    /// filled, the delta in its band.
    /// </summary>
    /// <param name="loop">The engine.</param>
    /// <param name="exchange">The exchange.</param>
    /// <exception cref="InvalidOperationException">Something is wrong.</exception>
    public void Prove(HedgeLoop loop, WireExchange exchange)
    {
        LoopCounters counters = loop.Counters;
        UnderlyingCounters shown = loop.Counters.Underlyings[0];
        double plain = ScalarFormula.Revalue(
            Book, shown.Price, KernelBook.Now + (Ticks * NanosPerTick), new double[Book.Count]);
        double net = plain + (exchange.Orders.PositionLots * HedgedBook.Perpetual.DeltaPerLot(shown.Price));
        bool right = (counters.Orders, counters.Fills, exchange.Orders.Orders) == (Ticks, Ticks, Ticks)
            && loop.Ledger.FilledLots(0) == exchange.Orders.PositionLots
            && counters.LiveOrders + counters.Refusals + counters.Contradicted + counters.OrderAlarms == 0
            && exchange.Orders.Unexpected == 0
            && counters.MaxExcess <= 0
            && Math.Abs(net) <= 2 * _book.BandHalfWidth / HedgedBookLots;
        if (!right)
        {
            throw new InvalidOperationException(
                $"{Ticks} ticks, {counters.Orders} orders, {exchange.Orders.Orders} received, {counters.Fills} filled; "
                + $"positions {loop.Ledger.FilledLots(0)} and {exchange.Orders.PositionLots}; "
                + $"{counters.Refusals} refusals, {counters.Contradicted} contradictions, excess "
                + $"{counters.MaxExcess}; net delta {net}, band {_book.BandHalfWidth}.");
        }
    }

    // The hedge goes to the centre of the band, which is 10 lots wide at least either way: a fill leaves less than a
    // fifth of it.
    private const double HedgedBookLots = 10;
}
