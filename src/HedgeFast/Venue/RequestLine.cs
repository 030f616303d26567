using HedgeFast.Core.Limits;

namespace HedgeFast.Venue;

/// <summary>
/// The way from the gateway to the market: requests arrive after a latency and its jitter, in the order in which they came. Time is the tape's, and the jitter is seeded,
/// so that the same requests at the same rows give the same answers. Without a latency a request is at the market at once, and one with an id too long to be kept is
/// refused at once.
/// </summary>
/// <param name="market">The market.</param>
/// <param name="latencyNanos">Shortest time on the way, nanoseconds of the tape.</param>
/// <param name="jitterNanos">Up to this much is added, evenly distributed.</param>
/// <param name="seed">Seed of the jitter.</param>
public sealed class RequestLine(SimulatedMarket market, long latencyNanos = 0, long jitterNanos = 0, int seed = 1)
{
    private readonly Queue<Request> _waiting = new();
    private readonly Random _random = new(seed);
    private long _nowNanos;
    private long _lastDueNanos;

    private enum Kind
    {
        New,
        Cancel,
        Status,
    }

    /// <summary>Requests on their way.</summary>
    public int Waiting => _waiting.Count;

    private bool IsDirect => latencyNanos == 0 && jitterNanos == 0;

    /// <summary>Takes an order.</summary>
    public void Submit(in NewOrderRequest request)
    {
        if (IsDirect || !IdText.Fits(request.ClOrdId) || !IdText.Fits(request.Symbol))
        {
            market.Submit(request);
            return;
        }

        Wait(new Request
        {
            Kind = Kind.New,
            Owner = request.Owner,
            Id = new IdText(request.ClOrdId),
            Symbol = new IdText(request.Symbol),
            Side = request.Side,
            Lots = request.Lots,
            LimitNanos = request.LimitNanos,
            TimeInForce = request.TimeInForce,
            IsLimit = request.IsLimit,
            MayBeRepeated = request.MayBeRepeated,
        });
    }

    /// <summary>Takes a cancel request.</summary>
    public void Cancel(in CancelRequest request)
    {
        if (IsDirect || !IdText.Fits(request.ClOrdId) || !IdText.Fits(request.OrigClOrdId))
        {
            market.Cancel(request);
            return;
        }

        Wait(new Request
        {
            Kind = Kind.Cancel,
            Owner = request.Owner,
            Id = new IdText(request.ClOrdId),
            OtherId = new IdText(request.OrigClOrdId),
            Symbol = new IdText(request.Symbol),
            MayBeRepeated = request.MayBeRepeated,
        });
    }

    /// <summary>Takes a question about an order.</summary>
    public void QueryStatus(int owner, ReadOnlySpan<byte> clOrdId, ReadOnlySpan<byte> symbol, Side side, ReadOnlySpan<byte> queryId)
    {
        if (IsDirect || !IdText.Fits(clOrdId))
        {
            market.QueryStatus(owner, clOrdId, symbol, side, queryId);
            return;
        }

        Wait(new Request { Kind = Kind.Status, Owner = owner, Id = new IdText(clOrdId), OtherId = new IdText(queryId), Symbol = new IdText(symbol), Side = side });
    }

    /// <summary>The tape has come to a time: what has arrived by then meets the market as it was until then.</summary>
    public void ReleaseUntil(long exchangeNanos)
    {
        while (_waiting.TryPeek(out Request request) && request.DueNanos <= exchangeNanos)
        {
            _waiting.Dequeue();
            Release(request);
        }

        _nowNanos = exchangeNanos;
    }

    // After the last row nothing is on its way any more.
    private void Wait(in Request request)
    {
        if (_nowNanos == long.MaxValue)
        {
            Release(request);
            return;
        }

        long arrives = _nowNanos + latencyNanos + (jitterNanos > 0 ? _random.NextInt64(jitterNanos + 1) : 0);
        _lastDueNanos = Math.Max(_lastDueNanos, arrives);
        _waiting.Enqueue(request with { DueNanos = _lastDueNanos });
    }

    private void Release(in Request request)
    {
        switch (request.Kind)
        {
            case Kind.New:
                market.Submit(new NewOrderRequest
                {
                    Owner = request.Owner,
                    ClOrdId = request.Id.Span,
                    Symbol = request.Symbol.Span,
                    Side = request.Side,
                    Lots = request.Lots,
                    LimitNanos = request.LimitNanos,
                    TimeInForce = request.TimeInForce,
                    IsLimit = request.IsLimit,
                    MayBeRepeated = request.MayBeRepeated,
                });
                break;

            case Kind.Cancel:
                market.Cancel(new CancelRequest
                {
                    Owner = request.Owner,
                    ClOrdId = request.Id.Span,
                    OrigClOrdId = request.OtherId.Span,
                    Symbol = request.Symbol.Span,
                    MayBeRepeated = request.MayBeRepeated,
                });
                break;

            default:
                market.QueryStatus(request.Owner, request.Id.Span, request.Symbol.Span, request.Side, request.OtherId.Span);
                break;
        }
    }

    private record struct Request
    {
        public Kind Kind;
        public int Owner;
        public IdText Id;
        public IdText OtherId;
        public IdText Symbol;
        public Side Side;
        public long Lots;
        public long? LimitNanos;
        public TimeInForce TimeInForce;
        public bool IsLimit;
        public bool MayBeRepeated;
        public long DueNanos;
    }
}
