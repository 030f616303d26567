using HedgeFast.Core.Book;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Outside;

/// <summary>
/// The exchange's orders and ledger: matches against the market, and does wrong what it is armed to do wrong.
/// </summary>
/// <remarks>Written from FIX 4.4 and the order state changes of its appendix D, not from the engine.</remarks>
internal sealed class SimExchange
{
    private readonly WorldPlan _plan;
    private readonly Timeline _timeline;
    private readonly SimMarket _market;
    private readonly Draw _draw;
    private readonly Dictionary<string, SimOrder> _byId = [];
    private readonly Dictionary<FaultKind, int> _armed = [];
    private readonly bool[] _isHalted;
    private long _number;
    private long _execution;
    private int _executionEpoch = 1;

    public SimExchange(WorldPlan plan, Timeline timeline, SimMarket market, Draw draw)
    {
        _plan = plan;
        _timeline = timeline;
        _market = market;
        _draw = draw;
        Positions = [.. plan.Settings.Instruments.Select(instrument => instrument.StartLots)];
        _isHalted = new bool[Positions.Length];
    }

    /// <summary>The true positions, signed lots, by dense index.</summary>
    public long[] Positions { get; }

    /// <summary>Orders, oldest first.</summary>
    public List<SimOrder> Orders { get; } = [];

    /// <summary>Orders that may still fill.</summary>
    public IEnumerable<SimOrder> Open => Orders.Where(order => order.IsOpen);

    /// <summary>Receives what has to be sent to the client.</summary>
    public required Action<SimReport> Send { get; init; }

    /// <summary>Whether cancels and replaces are refused.</summary>
    public bool RefusesRequests { get; set; }

    /// <summary>Makes the next event of a kind go wrong.</summary>
    public void Arm(FaultKind kind) => _armed[kind] = _armed.GetValueOrDefault(kind) + 1;

    /// <summary>Forgets what is armed: the faults have stopped.</summary>
    public void Disarm() => _armed.Clear();

    /// <summary>Begins execution ids again, under the same texts.</summary>
    public void ReuseIds() => _execution = 0;

    /// <summary>Begins execution ids that never were.</summary>
    public void BeginEpoch()
    {
        _executionEpoch++;
        _execution = 0;
    }

    /// <summary>35=D.</summary>
    public void Submit(string id, string symbol, bool isBuy, long lots, long? limitTicks, bool isDay, bool isRepeat)
    {
        Instrument? instrument = _plan.Settings.Instruments.FirstOrDefault(each => each.Symbol == symbol);
        if (_byId.TryGetValue(id, out SimOrder? known))
        {
            if (isRepeat)
                Status(known, "");
            else
                Refuse(id, instrument, isBuy, lots, reason: 6);
            return;
        }

        bool isBad = instrument is null || lots <= 0 || limitTicks is null || _isHalted[instrument.Index]
            || HasExpired(instrument);
        if (isBad || Takes(FaultKind.VenueRejects))
        {
            Refuse(id, instrument, isBuy, lots, reason: 0);
            return;
        }

        if (Takes(FaultKind.VenueLosesOrder))
            return;
        var order = new SimOrder
        {
            Number = ++_number,
            Id = id,
            IsOurs = true,
            Instrument = instrument!,
            IsBuy = isBuy,
            IsDay = isDay,
            Lots = lots,
            LimitTicks = limitTicks!.Value,
            IsOpen = true,
        };
        Orders.Add(order);
        _byId.Add(id, order);
        long late = Takes(FaultKind.VenueFillsLate) ? _draw.Between(1, 8) * 1_000_000_000 : 0;
        bool fillsFirst = Takes(FaultKind.VenueFillsBeforeAck);
        if (!fillsFirst)
            Report(order, '0');
        Cross(order, late);
        if (fillsFirst)
            Report(order, '0');
        if (!order.IsDay)
            End(order, late);
    }

    /// <summary>35=F.</summary>
    public void Cancel(string id, string original)
    {
        if (!_byId.TryGetValue(original, out SimOrder? order) || !order.IsOpen || RefusesRequests)
        {
            RefuseRequest(id, original, order, answersTo: 1);
            return;
        }

        if (_draw.Chance(0.2))
            Report(order, '6', id: id, original: original);
        order.IsOpen = false;
        Report(order, '4', id: id, original: original);
    }

    /// <summary>35=G.</summary>
    public void Replace(string id, string original, long lots, long? limitTicks)
    {
        if (!_byId.TryGetValue(original, out SimOrder? order)
            || !order.IsOpen
            || RefusesRequests
            || _byId.ContainsKey(id)
            || lots <= 0
            || limitTicks is null
            || _isHalted[order.Instrument.Index])
        {
            RefuseRequest(id, original, order, answersTo: 2);
            return;
        }

        order.Lots = Math.Max(lots, order.Cum);
        order.LimitTicks = limitTicks.Value;
        order.Id = id;
        _byId.Add(id, order);
        order.IsOpen = order.Cum < order.Lots;
        Report(order, '5', id: id, original: original);
        if (order.IsOpen)
            Cross(order, late: 0);
    }

    /// <summary>35=H.</summary>
    public void Query(string id, string symbol, bool isBuy, string requestId)
    {
        if (_byId.TryGetValue(id, out SimOrder? order))
        {
            Status(order, requestId);
            return;
        }

        Send(new SimReport
        {
            Type = "8",
            Id = id,
            ExecId = "0",
            ExecType = (byte)'I',
            Status = (byte)'8',
            RequestId = requestId,
            Instrument = _plan.Settings.Instruments.FirstOrDefault(each => each.Symbol == symbol)?.Index ?? -1,
        });
    }

    /// <summary>35=AF.</summary>
    public void QueryAll(string requestId)
    {
        SimOrder[] open = [.. Open.Where(order => order.IsOurs)];
        if (open.Length == 0)
        {
            Send(new SimReport
            {
                Type = "8",
                ExecId = "0",
                ExecType = (byte)'I',
                Status = (byte)'8',
                RequestId = requestId,
                Total = -1,
                IsLast = true,
            });
        }

        for (int i = 0; i < open.Length; i++)
            Send(SimReport.StatusOf(open[i], requestId) with { Total = open.Length, IsLast = i == open.Length - 1 });
    }

    /// <summary>35=AN.</summary>
    public void QueryPositions(string requestId)
    {
        int held = Positions.Count(lots => lots != 0);
        if (held == 0)
            Send(new SimReport { Type = "AO", RequestId = requestId });
        for (int i = 0; i < Positions.Length; i++)
        {
            if (Positions[i] == 0)
                continue;
            Send(new SimReport
            {
                Type = "AP",
                RequestId = requestId,
                Instrument = i,
                Position = Positions[i],
                Total = held,
            });
        }
    }

    /// <summary>Fills resting orders that the market has reached.</summary>
    public void Match()
    {
        foreach (SimOrder order in Orders)
        {
            if (order.IsOpen && !_isHalted[order.Instrument.Index])
                Cross(order, late: 0);
        }
    }

    /// <summary>The client's connection ended.</summary>
    public void CancelAll()
    {
        foreach (SimOrder order in Orders.Where(order => order.IsOpen))
            CancelUnasked(order);
    }

    /// <summary>Halts an instrument, which cancels its orders, or resumes it.</summary>
    public void SetHalted(int instrument, bool isHalted)
    {
        _isHalted[instrument] = isHalted;
        if (!isHalted)
            return;
        foreach (SimOrder order in Orders.Where(order => order.IsOpen && order.Instrument.Index == instrument))
            CancelUnasked(order);
    }

    public void CancelUnasked(SimOrder order)
    {
        order.IsOpen = false;
        Report(order, '4');
    }

    public void Restate(SimOrder order)
    {
        order.Lots = order.Cum + Math.Max(1, order.Leaves / 2);
        Report(order, 'D');
    }

    public void Reinstate(SimOrder order)
    {
        order.IsOpen = true;
        Report(order, 'D');
    }

    /// <summary>Takes the last fill of an order back, or makes it one lot smaller.</summary>
    /// <param name="order">The order.</param>
    /// <param name="isBust">Whether it is taken back whole.</param>
    /// <param name="namesFirst">Whether a correction of before is referred to by the fill that it corrected.</param>
    public void TakeBack(SimOrder order, bool isBust, bool namesFirst)
    {
        SimFill fill = order.Fills[^1];
        long lots = isBust ? 0 : fill.Lots - 1;
        order.Fills.RemoveAt(order.Fills.Count - 1);
        order.Cum -= fill.Lots - lots;
        Positions[order.Instrument.Index] -= order.Sign * (fill.Lots - lots);
        string id = NextExecId();
        if (!isBust)
            order.Fills.Add(new SimFill(id, lots, fill.Ticks, fill.FirstId));
        Report(
            order, isBust ? 'H' : 'G', execId: id, refId: namesFirst ? fill.FirstId : fill.ExecId,
            lastLots: isBust ? fill.Lots : lots, ticks: fill.Ticks);
    }

    /// <summary>Trades for the client under an id that it never sent.</summary>
    public void TradeForeign(int instrument, bool isBuy, long lots)
    {
        var order = new SimOrder
        {
            Number = ++_number,
            Id = $"DESK-{_number}",
            IsOurs = false,
            Instrument = _plan.Settings.Instruments[instrument],
            IsBuy = isBuy,
            IsDay = false,
            Lots = lots,
            LimitTicks = (long)_market.Touches[instrument].MidTicks,
            IsOpen = true,
        };
        Orders.Add(order);
        Fill(order, lots, order.LimitTicks, late: 0);
    }

    private bool HasExpired(Instrument instrument) =>
        instrument.ExpiryNanos <= _plan.StartUtcNanos + _timeline.Now;

    private bool Takes(FaultKind kind)
    {
        if (_armed.GetValueOrDefault(kind) == 0)
            return false;
        _armed[kind]--;
        return true;
    }

    private void Cross(SimOrder order, long late)
    {
        SimTouch touch = _market.Touches[order.Instrument.Index];
        (long price, long shown) = order.IsBuy ? (touch.AskTicks, touch.AskLots) : (touch.BidTicks, touch.BidLots);
        bool reaches = order.IsBuy ? order.LimitTicks >= price : order.LimitTicks <= price;
        if (!reaches)
            return;
        long lots = Math.Min(order.Leaves, shown);
        if (order.Leaves > 1 && _draw.Chance(0.2))
            lots = Math.Min(lots, _draw.Between(1, order.Leaves));
        long over = lots == order.Leaves && Takes(FaultKind.VenueOverfills) ? 7 : 0;
        long ticks = Takes(FaultKind.VenueFillsWildly) ? _draw.Of([0L, 1, price * 100]) : price;
        Fill(order, lots + over, ticks, late);
    }

    private void Fill(SimOrder order, long lots, long ticks, long late)
    {
        string id = NextExecId();
        order.Fills.Add(new SimFill(id, lots, ticks, id));
        order.Cum += lots;
        order.IsOpen = order.Cum < order.Lots;
        Positions[order.Instrument.Index] += order.Sign * lots;
        Report(order, 'F', execId: id, lastLots: lots, ticks: ticks, late: late);
    }

    private void End(SimOrder order, long late)
    {
        if (!order.IsOpen)
            return;
        order.IsOpen = false;
        Report(order, '4', late: late / 2);
    }

    private string NextExecId() => $"{_executionEpoch}-{++_execution}";

    private void Status(SimOrder order, string requestId) => Send(SimReport.StatusOf(order, requestId));

    private void Report(
        SimOrder order, char type, string? id = null, string original = "", string? execId = null, string refId = "",
        long lastLots = 0, long ticks = 0, long late = 0) => Send(new SimReport
        {
            Type = "8",
            DueNanos = _timeline.Now + late,
            Order = order,
            Id = id ?? order.Id,
            OriginalId = original,
            ExecId = execId ?? NextExecId(),
            RefId = refId,
            ExecType = (byte)type,
            Status = order.Status,
            Lots = order.Lots,
            LastLots = lastLots,
            LastTicks = ticks,
            Cum = order.Cum,
            Leaves = order.Leaves,
            Instrument = order.Instrument.Index,
            Fault = type == 'F' && Takes(FaultKind.VenueMarsReports)
                ? (ReportFault)_draw.Between(1, (long)ReportFault.BadLots)
                : ReportFault.None,
        });

    private void Refuse(string id, Instrument? instrument, bool isBuy, long lots, int reason) => Send(new SimReport
    {
        Type = "8",
        Id = id,
        ExecId = NextExecId(),
        ExecType = (byte)'8',
        Status = (byte)'8',
        Lots = lots,
        Instrument = instrument?.Index ?? -1,
        Reason = reason,
        Position = isBuy ? 1 : -1,
    });

    private void RefuseRequest(string id, string original, SimOrder? order, int answersTo) => Send(new SimReport
    {
        Type = "9",
        Order = order,
        Id = id,
        OriginalId = original,
        AnswersTo = answersTo,
        Status = order?.Status ?? (byte)'8',
        Reason = order is null ? 1 : 0,
    });
}
