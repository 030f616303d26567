using System.Globalization;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench;

/// <summary>
/// The book of <see cref="KernelBook"/>, the instrument that hedges it, and two price levels a tenth of a percent
/// apart.
/// </summary>
/// <remarks>
/// The band is a quarter of the delta between them and the hedge goes to its centre: going from one level to the other
/// takes one order, moving about within a level takes none.
/// </remarks>
internal sealed class HedgedBook
{
    /// <summary>Bid of the lower level, ticks of 0.1 USD.</summary>
    public const long LowTicks = 617_000;

    /// <summary>Bid of the upper level, ticks.</summary>
    public const long HighTicks = 617_617;

    /// <summary>From bid to ask, ticks.</summary>
    public const long SpreadTicks = 2;

    private const double BandShare = 0.25;

    // Less, and whole lots would blur what the band says.
    private const double FewestLots = 40;

    /// <summary>Makes the book and proves its deltas against the plain formula.</summary>
    /// <param name="options">Options held.</param>
    /// <exception cref="InvalidOperationException">A delta is wrong, or the book is too small to need an order between
    /// the levels.</exception>
    public HedgedBook(int options)
    {
        Book = KernelBook.Create(options);
        PortfolioDelta portfolio = KernelBook.Portfolio(Book, DeltaKernel.Choose());
        KernelBook.Prove(Book, portfolio);
        double low = portfolio[0].Revalue(Mid(LowTicks), KernelBook.Now);
        double high = portfolio[0].Revalue(Mid(HighTicks), KernelBook.Now);
        BandHalfWidth = BandShare * Math.Abs(high - low);
        double lots = Math.Abs(high - low) / Perpetual.DeltaPerLot(Mid(LowTicks));
        if (!(lots >= FewestLots))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{options} options move by {lots:F1} lots; take more of them."));
        }
    }

    /// <summary>The hedge instrument: inverse, 100 USD a lot, ticks of 0.1 USD.</summary>
    public static Instrument Perpetual { get; } = new()
    {
        Index = 0,
        Symbol = "BTCUSD_PERP",
        FeedId = 1,
        Underlying = 0,
        Kind = InstrumentKind.InversePerpetual,
        TickMantissa = 1,
        TickDecimals = 1,
        ContractSize = 100,
        TakerFee = 0.0005,
    };

    /// <summary>The options.</summary>
    public OptionBook Book { get; }

    /// <summary>Half-width of the no-trade band, units of the underlying.</summary>
    public double BandHalfWidth { get; }

    /// <summary>
    /// Bid of a tick, from 0: on the lower level while <paramref name="step"/> is even, on the upper one while it is
    /// odd.
    /// </summary>
    /// <remarks>Within a level the bid lies anywhere in 1.5 USD, and never where the tick before was.</remarks>
    public static long BidTicks(long tick, long step) => ((step & 1) == 0 ? LowTicks : HighTicks) + (5 * tick & 15);

    /// <summary>Settings that hedge this book.</summary>
    /// <param name="feed">Where the ticks come from.</param>
    /// <param name="schedule">Threads.</param>
    public HedgeSettings Settings(FeedSettings feed, ScheduleSettings schedule) => new()
    {
        Instance = "bench",
        Instruments = [Perpetual],
        Underlyings =
        [
            new UnderlyingSettings
            {
                Index = 0,
                Name = "BTC",
                HedgeInstrument = 0,
                Delta = DeltaConvention.NetTransaction,
                BandHalfWidth = BandHalfWidth,
                TradeTo = TradeTo.Centre,
            },
        ],
        Feed = feed,

        // An order that waits long is a result here; asking about it would add messages to it.
        Orders = new OrderSettings { CancelAfterNanos = 60_000_000_000 },
        Limits = new LimitSettings
        {
            MaxOrderLots = 1_000_000_000,
            MaxPositionLots = 1_000_000_000,
            OrdersPerSecond = 20_000,
            StaleNanos = 10_000_000_000,
            CollarFraction = 0.05,
        },
        Schedule = schedule,
    };

    private static double Mid(long bidTicks) => Perpetual.TickSize * (bidTicks + (0.5 * SpreadTicks));
}
