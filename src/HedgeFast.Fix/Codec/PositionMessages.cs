namespace HedgeFast.Fix.Codec;

/// <summary>Writes position requests and reports.</summary>
public static class PositionMessages
{
    /// <summary>
    /// RequestForPositions (AN) for the positions (724=0) of an account, carried on the customer side (581=1).
    /// </summary>
    /// <param name="body">Begun with <see cref="MsgTypes.RequestForPositions"/>.</param>
    /// <param name="requestId">Tag 710; every report repeats it.</param>
    /// <param name="account">Tag 1; may be empty.</param>
    /// <param name="utcNanos">Tags 60 and 715, UTC nanoseconds since 1970.</param>
    public static void WriteRequestForPositions(
        scoped ref FixBody body, ReadOnlySpan<byte> requestId, ReadOnlySpan<byte> account, long utcNanos)
    {
        body.Add(Tags.PosReqID, requestId);
        body.Add(Tags.PosReqType, 0);
        body.Add(Tags.Account, account);
        body.Add(Tags.AccountType, 1);
        WriteClearingDate(ref body, utcNanos);
        body.AddTimestamp(Tags.TransactTime, utcNanos);
    }

    /// <summary>Tag 715, the UTC day of a time.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="utcNanos">UTC nanoseconds since 1970.</param>
    public static void WriteClearingDate(scoped ref FixBody body, long utcNanos)
    {
        Span<byte> time = stackalloc byte[FixTimestamp.SecondsLength];
        FixTimestamp.Write(time, utcNanos, 0);
        body.Add(Tags.ClearingBusinessDate, time[.."yyyyMMdd".Length]);
    }
}
