using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>The engine's position is the sum of the unique fills that it has seen.</summary>
internal sealed class PositionInvariants : Invariants
{
    private const long PatienceNanos = 100_000_000;

    private readonly WireAccount _account;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly long[] _differsSince;
    private readonly List<long>[] _settled;

    public PositionInvariants(World world, WireAccount account)
        : base(world)
    {
        _account = account;
        _instruments = world.Plan.Settings.Instruments;
        _differsSince = new long[_instruments.Count];
        _settled = new List<long>[_instruments.Count];
        for (int i = 0; i < _settled.Length; i++)
            _settled[i] = [];
        Array.Fill(_differsSince, long.MaxValue);
        account.Session.Lowered = TakeBackFrom;
    }

    /// <summary>Positions taken over from the engine because nothing outside says what they must be.</summary>
    public int Adopted { get; private set; }

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        Array.Fill(_differsSince, long.MaxValue);
        FillLedger ledger = _account.Ledger;
        if (process.Start is not { Snapshot: not null })
        {
            ledger.BeginAnew();
            AdoptAll(process);
            return;
        }

        // What was applied and not journaled is asked for again: the run resumes from an earlier place.
        if (PlaceOf(process, ledger.Entries.Count) is >= 0 and var count)
            ledger.KeepFirst(count);
        else if (World.IsDiskHurt)
            AdoptAll(process);
        else
            throw Broken("resume-position", $"{Of(process)}, by the fills seen {string.Join(' ', ledger.Lots)}");
    }

    /// <inheritdoc/>
    public override void OnSaid(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(' ') is not ["position", var symbol, var lots, ..])
                continue;
            for (int i = 0; i < _settled.Length; i++)
            {
                if (_instruments[i].Symbol != symbol || !long.TryParse(lots, CultureInfo.InvariantCulture, out long to))
                    continue;
                _settled[i].Add(to);
                _account.Settled.Add(i);
            }
        }
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        if (process.Pipeline.Rings.Execution.Depth > 0)
            return;
        for (int i = 0; i < _differsSince.Length; i++)
        {
            long ours = process.Pipeline.Loop.Ledger.FilledLots(i);
            if (ours == _account.Ledger.Lots[i])
                _differsSince[i] = long.MaxValue;
            else
                Compare(i, ours);
        }
    }

    private void Compare(int i, long ours)
    {
        FillLedger ledger = _account.Ledger;
        bool hasExpired = _instruments[i].ExpiryNanos is { } expiry
            && expiry <= World.Plan.StartUtcNanos + World.Timeline.Now + 2_000_000_000;
        if (ledger.IsUncertain[i] || hasExpired || _settled[i].Count > 0)
        {
            Adopted++;
            ledger.IsUncertain[i] = false;
            ledger.Adopt(i, ours);
            return;
        }

        // Messages that a dead connection took with it are asked for at the next logon.
        if (!_account.Session.IsUp || _account.Session.HasGap)
        {
            _differsSince[i] = long.MaxValue;
        }
        else if (_differsSince[i] == long.MaxValue)
        {
            _differsSince[i] = World.Timeline.Now;
        }
        else if (World.Timeline.Now - _differsSince[i] > PatienceNanos)
        {
            throw Broken(
                "position",
                $"{_instruments[i].Symbol}: engine {ours}, by the fills seen {ledger.Lots[i]}, at the exchange "
                + $"{World.Venue.Exchange.Positions[i]}");
        }
    }

    // What is asked for again was not applied, unless the engine's positions say otherwise: then it is a repetition.
    private void TakeBackFrom(long place)
    {
        IReadOnlyList<LedgerEntry> entries = _account.Ledger.Entries;
        int count = entries.Count;
        while (count > 0 && entries[count - 1].Place >= place)
            count--;
        if (count < entries.Count && World.Process is { } process && PlaceOf(process, count) == count)
            _account.Ledger.KeepFirst(count);
    }

    // How many of the ledger's entries, some at most, make the positions of a process; -1 when none do.
    private int PlaceOf(EngineProcess process, int most)
    {
        FillLedger ledger = _account.Ledger;
        long[] lots = [.. ledger.Lots];
        for (int count = ledger.Entries.Count; ; count--)
        {
            bool isEqual = count <= most;
            for (int i = 0; i < lots.Length; i++)
                isEqual &= lots[i] == process.Pipeline.Loop.Ledger.FilledLots(i);
            if (isEqual)
                return count;
            if (count == 0)
                return -1;
            LedgerEntry last = ledger.Entries[count - 1];
            lots[last.Instrument] -= last.Change;
        }
    }

    private void AdoptAll(EngineProcess process)
    {
        for (int i = 0; i < _differsSince.Length; i++)
            _account.Ledger.Adopt(i, process.Pipeline.Loop.Ledger.FilledLots(i));
    }

    private string Of(EngineProcess process)
    {
        var lots = new long[_differsSince.Length];
        for (int i = 0; i < lots.Length; i++)
            lots[i] = process.Pipeline.Loop.Ledger.FilledLots(i);
        return $"engine {string.Join(' ', lots)}";
    }
}
