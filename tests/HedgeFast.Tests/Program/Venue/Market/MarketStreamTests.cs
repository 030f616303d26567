using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Synthetic;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Ledger;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>Drives market, outbox and ledger with a seeded stream of quotes, requests, halts and restarts.</summary>
/// <remarks>
/// The digests cover every byte that leaves the venue: FIX bodies, ledger, accounts and counters. They were recorded
/// before the market was split into classes.
/// </remarks>
public sealed class MarketStreamTests
{
    private const int Steps = 12_000;
    private const int Owners = 2;
    private const long HalfLifeNanos = 1_000_000;

    private static readonly Instrument[] Instruments = [MarketRig.Perp(), MarketRig.Perp("SECOND", 1)];
    private static readonly TimeInForce[] Lives =
    [
        TimeInForce.Day, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill, (TimeInForce)6,
    ];

    // What a venue that behaves well reports.
    private static readonly VenueReportKind[] InOrder =
    [
        VenueReportKind.New, VenueReportKind.Canceled, VenueReportKind.Replaced, VenueReportKind.Rejected,
        VenueReportKind.CancelRejected, VenueReportKind.Restated, VenueReportKind.Trade, VenueReportKind.Status,
        VenueReportKind.Position, VenueReportKind.NoPositions,
    ];

    private static readonly VenueReason[] Faults = [VenueReason.Fault, VenueReason.Throttled];
    private static readonly VenueReason[] Reasons =
    [
        .. Enum.GetValues<VenueReason>().Where(reason => reason != VenueReason.Stopped),
    ];

    private static readonly VenueScenario[] EveryScenario =

        [
            .. VenueScenario.Words.Select(
                (word, i) => new VenueScenario(
                    word.Kind, 29 - (2 * i) + (i / 7))).OrderByDescending(scenario => scenario.Every),
        ];

    [Theory]
    [InlineData(1, false, false, "D9B26EB811290869")]
    [InlineData(5, false, true, "61B69E9EB1025850")]
    [InlineData(3, true, false, "4090835443DD0343")]
    [InlineData(4, true, true, "EAB9C4385C46D0A8")]
    public void A_seeded_stream_leaves_the_recorded_bytes(ulong seed, bool queues, bool misbehaves, string digest)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        using var stream = new Stream(seed, queues, misbehaves);
        Assert.Equal(digest, stream.Play());
        Assert.Equal(misbehaves ? Enum.GetValues<VenueReportKind>() : InOrder, stream.Kinds);
        Assert.Equal(misbehaves ? Reasons : Reasons.Except(Faults), stream.Reasons);
    }

    private static IMatchingBook BookOf(bool queues, VenueFaults faults) =>
        queues ? new QueueBook(levelTicks: 2, HalfLifeNanos, faults.MaxFillLots) : new MatchingBook(faults.MaxFillLots);

    private sealed class Stream : IReportChannel, IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hedgefast-venue-");
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _body = new byte[1024];
        private readonly SplitMix64 _random;
        private readonly VenueFaults _faults;
        private readonly bool _queues;
        private SimulatedMarket _market = null!;
        private RequestLine _line = null!;
        private ReportOutbox _outbox = null!;
        private VenueLedger _ledger = null!;
        private long _nanos;
        private int _ids;

        public SortedSet<VenueReportKind> Kinds { get; } = [];

        public SortedSet<VenueReason> Reasons { get; } = [];

        public Stream(ulong seed, bool queues, bool misbehaves)
        {
            _random = new SplitMix64(seed);
            _queues = queues;
            _faults = !misbehaves ? new VenueFaults() : new VenueFaults
            {
                Scenarios = EveryScenario,
                RejectEvery = 23,
                RefuseCancelEvery = 7,
                RefuseReplaceEvery = 5,
                OrdersPerSecond = 100,
                MaxFillLots = 9,
            };
            Open();
        }

        public string Play()
        {
            _line.QueryPositions(0, "p"u8, "ACC"u8);
            for (int i = 0; i < Steps; i++)
                Step();
            _line.ReleaseUntil(long.MaxValue);
            _outbox.ReleaseUntil(long.MaxValue);
            _market.Close(0);
            _market.Close(1);
            Close();
            return Convert.ToHexString(_hash.GetHashAndReset())[..16];
        }

        public bool TrySend(in VenueReport report)
        {
            if (_random.Below(20) == 0)
                return false;
            Kinds.Add(report.Kind);
            Reasons.Add(report.Reason);
            foreach (bool isFix42 in new[] { true, false })
            {
                if (isFix42 && report.Kind is VenueReportKind.Position or VenueReportKind.NoPositions)
                    continue;
                var body = new FixBody(_body);
                ReportWriter.Write(
                    ref body, report, report.Instrument >= 0 ? Instruments[report.Instrument] : null, isFix42);
                _hash.AppendData(ReportWriter.MsgType(report));
                _hash.AppendData(body.Written);
            }

            return true;
        }

        public void Dispose()
        {
            _ledger.Dispose();
            _hash.Dispose();
            _folder.Delete(recursive: true);
        }

        private void Step()
        {
            int owner = _random.Below(Owners);
            int instrument = _random.Below(Instruments.Length);
            switch (_random.Below(100))
            {
                case < 30:
                    Quote(instrument);
                    break;
                case < 62:
                    _line.Submit(Terms(owner, instrument, NewId()));
                    break;
                case < 72:
                    _line.Cancel(new CancelRequest
                    {
                        Owner = owner,
                        ClOrdId = NewId(),
                        OrigClOrdId = SomeId(),
                        Symbol = Symbol(instrument),
                        MayBeRepeated = _random.Below(8) == 0,
                    });
                    break;
                case < 84:
                    _line.Replace(
                        new ReplaceRequest { Order = Terms(owner, instrument, NewId()), OrigClOrdId = SomeId() });
                    break;
                case < 88:
                    _line.QueryStatus(owner, SomeId(), Symbol(instrument), Side.Buy, "q"u8);
                    break;
                case < 90:
                    _line.QueryAll(owner, "m"u8);
                    break;
                case < 92:
                    _line.QueryPositions(owner, "p"u8, "ACC"u8);
                    break;
                case < 94:
                    _market.Halt(instrument, _nanos);
                    break;
                case < 97:
                    _market.Resume(instrument, _nanos, reinstates: _random.Below(2) == 0);
                    break;
                case < 98:
                    _market.CancelOwner(owner, VenueReason.Disconnected);
                    break;
                case < 99:
                    Note(_market.TakeTradedLots(instrument));
                    break;
                default:
                    if (_random.Below(3) == 0)
                        Reopen();
                    break;
            }

            for (int i = 0; i < Owners; i++)
                _outbox.Flush(i, this);
        }

        private void Quote(int instrument)
        {
            // Whole half-lives, so that the power of the queues' recovery is exact on every machine.
            _nanos += HalfLifeNanos * (1 + _random.Below(3));
            _line.ReleaseUntil(_nanos);
            _outbox.ReleaseUntil(_nanos);
            long bid = 95 + _random.Below(10);
            TopOfBook shown = _market.OnQuote(
                instrument, new TopOfBook(bid, _random.Below(14), bid + 1 + _random.Below(3), _random.Below(14)),
                _nanos);
            Note(shown.BidTicks, shown.BidLots, shown.AskTicks, shown.AskLots);
        }

        private NewOrderRequest Terms(int owner, int instrument, byte[] id) => new()
        {
            Owner = owner,
            ClOrdId = id,
            Symbol = Symbol(instrument),
            Side = (Side)(_random.Below(40) == 0 ? 3 : 1 + _random.Below(2)),
            Lots = _random.Below(16) - (_random.Below(20) == 0 ? 5 : 0),
            LimitNanos = _random.Below(50) == 0 ? null : ((88 + _random.Below(24)) * 500_000_000L) + (
                _random.Below(40) == 0 ? 1 : 0),
            TimeInForce = Lives[_random.Below(30) == 0 ? 3 : Math.Max(0, _random.Below(5) - 2)],
            IsLimit = _random.Below(50) != 0,
            MayBeRepeated = _random.Below(10) == 0,
        };

        // Some are used again, one in a hundred is too long.
        private byte[] NewId()
        {
            if (_random.Below(100) == 0)
                return Encoding.ASCII.GetBytes(new string('x', IdText.MaxBytes + 1));
            return _random.Below(25) == 0 ? SomeId() : Encoding.ASCII.GetBytes($"o{++_ids}");
        }

        private byte[] SomeId() => Encoding.ASCII.GetBytes($"o{Math.Max(0, _ids - _random.Below(30))}");

        private byte[] Symbol(int instrument) =>
            Encoding.ASCII.GetBytes(_random.Below(60) == 0 ? "NONE" : Instruments[instrument].Symbol);

        private void Open()
        {
            _outbox = new ReportOutbox(Owners, new TapeDelay(HalfLifeNanos, HalfLifeNanos, 5));
            _market = new SimulatedMarket(
                Instruments, _outbox, epoch: 0, _faults, maxOrderLots: 14, _ => BookOf(_queues, _faults));
            _line = new RequestLine(_market, new TapeDelay(HalfLifeNanos / 2, HalfLifeNanos, 6));
            _ledger = new VenueLedger(
                Disk.Kernel, Path.Combine(_folder.FullName, "venue.ledger"), Instruments, ["A", "B"], _market);
            long epoch = _ledger.LastEpoch + 1;
            _ledger.BeginEpoch(epoch);
            _outbox.Attach(_ledger);
            _market.EndRestore(epoch);
        }

        private void Reopen()
        {
            Close();
            Open();
            Note(_market.Epoch, _ledger.Reports, _ledger.LastEpoch);
            NoteState();
            for (int i = 0; i < Instruments.Length; i++)
                Quote(i);
        }

        private void Close()
        {
            NoteState();
            _ledger.Dispose();
            _hash.AppendData(File.ReadAllBytes(Path.Combine(_folder.FullName, "venue.ledger")));
        }

        private void NoteState()
        {
            Note(_market.Accepted, _market.Fills, _market.Rejects, _market.OpenOrders);
            for (int i = 0; i < Instruments.Length; i++)
            {
                VenueAccount account = _market.Account(i);
                Note(account.PositionLots, account.Fills, account.BoughtLots, account.SoldLots);
                Note(BitConverter.DoubleToInt64Bits(account.Cash), BitConverter.DoubleToInt64Bits(account.Fees));
            }
        }

        private void Note(params ReadOnlySpan<long> values)
        {
            Span<byte> bytes = stackalloc byte[8];
            foreach (long value in values)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                _hash.AppendData(bytes);
            }
        }
    }
}
