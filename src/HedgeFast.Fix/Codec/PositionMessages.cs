namespace HedgeFast.Fix.Codec;

/// <summary>Writes what asks for positions.</summary>
public static class PositionMessages
{
    /// <summary>RequestForPositions (AN) for the positions (724=0) of an account, carried on the customer side (581=1).</summary>
    /// <param name="body">Begun with <see cref="MsgTypes.RequestForPositions"/>.</param>
    /// <param name="requestId">Tag 710; comes back in every report.</param>
    /// <param name="account">Tag 1; may be empty.</param>
    /// <param name="utcNanos">Tags 60 and 715, UTC nanoseconds since 1970.</param>
    public static void WriteRequestForPositions(scoped ref FixBody body, ReadOnlySpan<byte> requestId, ReadOnlySpan<byte> account, long utcNanos)
    {
        Span<byte> date = stackalloc byte[FixTimestamp.SecondsLength];
        FixTimestamp.Write(date, utcNanos, 0);
        body.Add(Tags.PosReqID, requestId);
        body.Add(Tags.PosReqType, 0);
        body.Add(Tags.Account, account);
        body.Add(Tags.AccountType, 1);
        body.Add(Tags.ClearingBusinessDate, date[..8]);
        body.AddTimestamp(Tags.TransactTime, utcNanos);
    }
}
