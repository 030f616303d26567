using System.Diagnostics.CodeAnalysis;
using HedgeFast.Core.Book;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>Delays requests on their way from the gateway to the market, in the order in which they came.</summary>
/// <remarks>
/// Time is the tape's and the jitter is seeded, so that the same requests at the same rows get the same answers. A
/// request with an id too long to be kept is not delayed, since the market refuses it.
/// </remarks>
/// <param name="market">The market.</param>
/// <param name="delay">The delay.</param>
public sealed class RequestLine(SimulatedMarket market, TapeDelay delay)
{
    private readonly Queue<Request> _waiting = new();

    private enum Kind
    {
        New,
        Cancel,
        Replace,
        Status,
        MassStatus,
        Positions,
    }

    /// <summary>Requests on their way, not at the market yet.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Delays an order.</summary>
    public void Submit(in NewOrderRequest request)
    {
        if (delay.IsDirect || !IdText.Fits(request.ClOrdId) || !IdText.Fits(request.Symbol))
        {
            market.Submit(request);
            return;
        }

        Wait(Request.Of(Kind.New, request));
    }

    /// <summary>Delays a replace request.</summary>
    public void Replace(in ReplaceRequest request)
    {
        NewOrderRequest terms = request.Order;
        bool fits = IdText.Fits(terms.ClOrdId) && IdText.Fits(request.OrigClOrdId) && IdText.Fits(terms.Symbol);
        if (delay.IsDirect || !fits)
        {
            market.Replace(request);
            return;
        }

        Wait(Request.Of(Kind.Replace, terms) with { OtherId = new IdText(request.OrigClOrdId) });
    }

    /// <summary>Delays a cancel request.</summary>
    public void Cancel(in CancelRequest request)
    {
        if (delay.IsDirect || !IdText.Fits(request.ClOrdId) || !IdText.Fits(request.OrigClOrdId))
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

    /// <summary>Delays a status request.</summary>
    public void QueryStatus(
        int owner, ReadOnlySpan<byte> clOrdId, ReadOnlySpan<byte> symbol, Side side, ReadOnlySpan<byte> queryId)
    {
        if (delay.IsDirect || !IdText.Fits(clOrdId))
        {
            market.QueryStatus(owner, clOrdId, symbol, side, queryId);
            return;
        }

        Wait(new Request
        {
            Kind = Kind.Status,
            Owner = owner,
            Id = new IdText(clOrdId),
            OtherId = new IdText(queryId),
            Symbol = new IdText(symbol),
            Side = side,
        });
    }

    /// <summary>Delays a mass status request.</summary>
    public void QueryAll(int owner, ReadOnlySpan<byte> queryId)
    {
        if (delay.IsDirect)
            market.QueryAll(owner, queryId);
        else
            Wait(new Request { Kind = Kind.MassStatus, Owner = owner, OtherId = new IdText(queryId) });
    }

    /// <summary>Delays a request for positions.</summary>
    public void QueryPositions(int owner, ReadOnlySpan<byte> queryId, ReadOnlySpan<byte> account)
    {
        if (delay.IsDirect)
        {
            market.QueryPositions(owner, queryId, account);
        }
        else
        {
            Wait(new Request
            {
                Kind = Kind.Positions,
                Owner = owner,
                Id = new IdText(account),
                OtherId = new IdText(queryId),
            });
        }
    }

    /// <summary>Hands the market the requests due by a time of the tape, before its row moves the market.</summary>
    public void ReleaseUntil(long exchangeNanos)
    {
        while (_waiting.TryPeek(out Request request) && request.DueNanos <= exchangeNanos)
        {
            _waiting.Dequeue();
            Release(request);
        }

        delay.NowNanos = exchangeNanos;
    }

    // After the last row nothing is delayed any more.
    private void Wait(in Request request)
    {
        if (delay.NowNanos == long.MaxValue)
            Release(request);
        else
            _waiting.Enqueue(request with { DueNanos = delay.DueNanos() });
    }

    private void Release(in Request request)
    {
        switch (request.Kind)
        {
            case Kind.New:
                market.Submit(request.Order);
                break;

            case Kind.Replace:
                market.Replace(new ReplaceRequest { Order = request.Order, OrigClOrdId = request.OtherId.Span });
                break;

            case Kind.MassStatus:
                market.QueryAll(request.Owner, request.OtherId.Span);
                break;

            case Kind.Positions:
                market.QueryPositions(request.Owner, request.OtherId.Span, request.Id.Span);
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
                market.QueryStatus(
                    request.Owner, request.Id.Span, request.Symbol.Span, request.Side, request.OtherId.Span);
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

        [UnscopedRef]
        public readonly NewOrderRequest Order => new()
        {
            Owner = Owner,
            ClOrdId = Id.Span,
            Symbol = Symbol.Span,
            Side = Side,
            Lots = Lots,
            LimitNanos = LimitNanos,
            TimeInForce = TimeInForce,
            IsLimit = IsLimit,
            MayBeRepeated = MayBeRepeated,
        };

        public static Request Of(Kind kind, in NewOrderRequest order) => new()
        {
            Kind = kind,
            Owner = order.Owner,
            Id = new IdText(order.ClOrdId),
            Symbol = new IdText(order.Symbol),
            Side = order.Side,
            Lots = order.Lots,
            LimitNanos = order.LimitNanos,
            TimeInForce = order.TimeInForce,
            IsLimit = order.IsLimit,
            MayBeRepeated = order.MayBeRepeated,
        };
    }
}
