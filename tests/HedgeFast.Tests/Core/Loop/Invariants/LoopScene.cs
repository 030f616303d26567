using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// What random events are about: a loop, and what a judge knows who is told nothing by it but its orders and its
/// refusals. A <see cref="LoopFault"/> makes the loop see or do something wrong.
/// </summary>
/// <param name="seed">Seed of the events.</param>
/// <param name="random">The same, already in use.</param>
/// <param name="judged">The settings that the loop is judged by.</param>
/// <param name="fault">What is wrong.</param>
internal sealed class LoopScene(int seed, Random random, HedgeSettings judged, LoopFault fault)
{
    private readonly PortfolioDelta _options = Valuation.PortfolioOf(
        judged, LoopRig.ShortCalls(100), null, usesSolver: false);

    public Random Random { get; } = random;

    public LoopFault Fault { get; } = fault;

    public LoopRig Rig { get; set; } = new(fault.Settings(judged));

    public HedgeSettings Judged { get; } = judged;

    /// <summary>The limits in force, with every change that was taken.</summary>
    public LimitSettings Limits { get; set; } = judged.Limits;

    public int Instruments => Judged.Instruments.Count;

    public List<JudgedOrder> Book { get; } = [];

    public long[] Positions { get; } = new long[judged.Instruments.Count];

    /// <summary>Instruments whose last word was a fault, or none at all.</summary>
    public bool[] Faulty { get; } = [.. judged.Instruments.Select(_ => true)];

    /// <summary>Instruments whose position nobody may rely on.</summary>
    public bool[] Doubted { get; } = new bool[judged.Instruments.Count];

    /// <summary>When each instrument was quoted last, with a time that can be.</summary>
    public long[] QuoteNanos { get; } = new long[judged.Instruments.Count];

    public long Mid { get; set; } = 600_000;

    public bool Up { get; set; }

    public bool Killed { get; set; }

    /// <summary>Whether a re-arm came since the last kill whose author had not seen it.</summary>
    public bool HasVoidRearm { get; set; }

    /// <summary>Kills so far.</summary>
    public long Kills { get; set; }

    /// <summary>Latches after the last step.</summary>
    public long Latches { get; set; }

    /// <summary>Whether a named person has re-armed, so that latches may go.</summary>
    public bool MayUnlatch { get; set; }

    /// <summary>What gave the last doubt, for the message of a failure.</summary>
    public string LastDoubt { get; set; } = "";

    public long Fills { get; set; }

    public ulong Executions { get; set; }

    public int SeenIntents { get; set; }

    public int SeenRecords { get; set; }

    /// <summary>The exchange's time, as a sender without fault stamps it.</summary>
    public long TrueNanos => LoopRig.ExchangeStart + Rig.Now;

    /// <summary>Delta of the options at a price, at the true time.</summary>
    public double OptionDelta(double price) => _options.Revalue(0, price, TrueNanos);

    /// <summary>
    /// Delta of a lot of each instrument at a price; the fallback trades 0.1 % above and is a thousandth of a coin a
    /// lot.
    /// </summary>
    public static double DeltaPerLot(int instrument, double price) => instrument == 0 ? 100 / price : 0.001;

    public long Ticks(int instrument) => Mid + (instrument * 600);

    public long Open(Side side, int instrument) =>
        Book.Where(o => !o.IsDone && o.Intent.Side == side && o.Intent.Instrument == instrument).Sum(o => o.Leaves);

    public JudgedOrder? Any(Func<JudgedOrder, bool> which)
    {
        JudgedOrder[] some = [.. Book.Where(which)];
        return some.Length == 0 ? null : some[Random.Next(some.Length)];
    }

    public void Tell(in ExecutionEvent execution)
    {
        if (Fault.Told(execution) is { } told)
            Rig.Execute(told);
    }

    public ExecutionEvent Event(JudgedOrder order, ExecutionKind kind) => new()
    {
        ReceiveNanos = Rig.Now,
        Kind = kind,
        OrderId = order.Intent.OrderId,
        Instrument = order.Intent.Instrument,
        Side = order.Intent.Side,
        CumLots = order.Cum,
    };

    /// <summary>An order has filled, and the loop is told.</summary>
    public void Fill(JudgedOrder order, long lots, long ticks)
    {
        order.Cum += lots;
        order.IsDone |= order.Cum >= order.Intent.Lots;
        Positions[order.Intent.Instrument] += order.Intent.Side == Side.Buy ? lots : -lots;
        Fills++;
        order.LastFill = Event(order, ExecutionKind.Fill) with
        {
            LastLots = lots,
            LastTicks = ticks,
            LeavesLots = Math.Max(0, order.Leaves),
            ExecIdLow = ++Executions,
        };
        Tell(order.LastFill.Value);
    }

    public void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"{what} (seed {seed})");
    }
}
