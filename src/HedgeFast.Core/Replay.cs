using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core;

/// <summary>
/// Replays a journal: runs a fresh loop over the inputs and compares every record it writes, bit for bit.
/// </summary>
public sealed class Replay : IRingProducer<JournalRecord>
{
    private readonly JournalReader _reader;
    private readonly HedgeLoop _loop;
    private readonly JournalChecks _checks;
    private JournalRecord _recorded;
    private bool _hasRecorded;
    private long _records;
    private long _decisions;
    private string? _difference;

    private Replay(JournalReader reader, HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities)
    {
        _reader = reader;
        _checks = new JournalChecks(settings, book.Count);
        RunStart start = ReadStart();
        bool usesSolver = SolverRings.AreNeeded(settings, book);
        _loop = HedgeLoop.Create(
            settings, book, new Discarding<OrderIntent>(), this, LatencyProbe.Off, volatilities,
            usesSolver ? new Discarding<SolverRequest>() : null, start);
    }

    /// <inheritdoc/>
    int IRingProducer<JournalRecord>.FreeSlots => int.MaxValue;

    /// <summary>Replays a journal folder.</summary>
    /// <param name="disk">The disk of the folder.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="folder">Its settings and book, as read by <see cref="RunFolder.Open"/>.</param>
    /// <param name="book">The book made of <see cref="RunFolder.BookCsv"/>.</param>
    /// <param name="volatilities">Those made of <see cref="RunFolder.SurfaceCsv"/>, where there is one.</param>
    /// <exception cref="JournalException">The journal is damaged or belongs to other settings.</exception>
    public static ReplayResult Prove(
        Disk disk, string directory, RunFolder folder, OptionBook book, OptionVolatilities? volatilities = null) =>
        ProveWithLoop(disk, directory, folder, book, volatilities).Result;

    /// <summary>Replays a journal folder as <see cref="Prove"/> does, and keeps the loop at its end.</summary>
    internal static (ReplayResult Result, HedgeLoop Loop) ProveWithLoop(
        Disk disk, string directory, RunFolder folder, OptionBook book, OptionVolatilities? volatilities)
    {
        using var reader = new JournalReader(disk, directory);
        if (reader.Version != JournalFormat.Version)
        {
            throw new JournalException(
                $"{directory}: a journal of version {reader.Version} is replayed by the program that wrote it; this "
                + $"one resumes from it and replays version {JournalFormat.Version}");
        }

        if (reader.Header.As<JournalHeader>().Identity != folder.Identity)
            throw new JournalException($"{directory}: settings or book are not those the journal was written with");
        var replay = new Replay(reader, folder.Settings, book, volatilities);
        return (replay.Run(), replay._loop);
    }

    /// <summary>Compares a record of the loop with the journal's.</summary>
    bool IRingProducer<JournalRecord>.TryPublish(in JournalRecord message)
    {
        if (!_hasRecorded || _difference is not null)
            return true;
        if (message.Kind != _recorded.Kind || !message.Payload.SequenceEqual(_recorded.Payload))
        {
            _difference =
                $"record {_recorded.Sequence}: journal has {Describe(_recorded)}; replay gives {Describe(message)}";
            return true;
        }

        _records++;
        if (message.Kind == JournalKind.Decision)
            _decisions++;
        Advance();
        return true;
    }

    // The snapshot of the run before comes first.
    private RunStart ReadStart()
    {
        JournalHeader header = _reader.Header.As<JournalHeader>();
        var snapshot = new RunSnapshot();
        Advance();
        while (_hasRecorded && snapshot.TryAdd(_recorded))
            Advance();
        return new RunStart(header.Epoch, header.BirthMillis, snapshot);
    }

    private ReplayResult Run()
    {
        bool complete = false;
        while (_hasRecorded && _difference is null)
        {
            switch (_recorded.Kind)
            {
                case JournalKind.Market:
                    _loop.Apply(_recorded.As<MarketEvent>());
                    break;
                case JournalKind.Execution:
                    _loop.Apply(_recorded.As<ExecutionEvent>());
                    break;
                case JournalKind.Control:
                    _loop.Apply(_recorded.As<ControlEvent>());
                    break;
                case JournalKind.Preparation:
                    _loop.Apply(_recorded.As<SolverResult>());
                    break;

                // The record of a decision follows the end of its batch, because its order leaves first.
                case JournalKind.Decision when _loop.CompleteDecisions():
                    break;
                case JournalKind.Gap when _recorded.As<JournalGap>() is var gap:
                    _difference =
                        $"record {_recorded.Sequence}: {gap.Lost} records are missing here; the disk did not write "
                        + "while everything was being cancelled, and nothing is proved beyond";
                    break;
                case JournalKind.RunEnd:
                    _loop.EndRun();
                    complete = _difference is null;
                    break;
                default:
                    _loop.EndBatch();
                    break;
            }
        }

        return new ReplayResult(_records, _decisions, _loop.StateHash(), complete, _difference);
    }

    private void Advance()
    {
        _hasRecorded = _reader.TryRead(out _recorded);
        if (_hasRecorded && _checks.Fault(_recorded) is { } fault)
            throw _reader.Refuse(fault);
    }

    private static string Describe(in JournalRecord record) => record.Kind switch
    {
        JournalKind.Decision when record.As<HedgeDecision>() is var d =>
            $"decision {d.Sequence}: {d.Lots} lots at delta {d.DeltaLow:R} to {d.DeltaHigh:R}, option delta "
            + $"{d.OptionDelta:R}",
        JournalKind.Intent when record.As<OrderIntent>() is var i =>
            $"{i.Kind} of order {i.OrderId}: {i.Side} {i.Lots} at {i.LimitTicks} ticks",
        JournalKind.Adoption when record.As<CarriedPosition>() is var a =>
            $"adoption of {a.Lots} lots of instrument {a.Instrument}",
        JournalKind.Refusal when record.As<Refusal>() is var r =>
            $"refusal of decision {r.DecisionSequence}: {r.Reason}",
        JournalKind.BatchEnd when record.As<BatchEnd>() is var b =>
            $"end of batch {b.Batch}, delta digest {b.DeltaDigest:x16}",
        JournalKind.RunEnd when record.As<BatchEnd>() is var b => $"end of run, state hash {b.StateHash:x16}",
        _ => $"{record.Kind} {Convert.ToHexString(record.Payload)}",
    };

    private sealed class Discarding<T> : IRingProducer<T>
    {
        public int FreeSlots => int.MaxValue;

        public bool TryPublish(in T message) => true;
    }
}

/// <summary>The outcome of a replay.</summary>
/// <param name="Records">Records compared.</param>
/// <param name="Decisions">Decisions reproduced bit for bit.</param>
/// <param name="StateHash">State hash at the end.</param>
/// <param name="IsComplete">Whether the journal ends with an orderly end of the run.</param>
/// <param name="Difference">The first difference, or null when there is none.</param>
public sealed record ReplayResult(long Records, long Decisions, ulong StateHash, bool IsComplete, string? Difference);
