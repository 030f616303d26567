using System.Buffers.Binary;
using HedgeFast.Core.Book;
using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Ledger;

/// <summary>Writes and reads the payloads of ledger records, little-endian.</summary>
/// <remarks>
/// Kinds: 'E' start (epoch i64); 'S' sent mark (report count i64, owner text); 'R' report (fixed part, then the texts
/// owner, ClOrdID, related id, symbol). A text is one length byte and its bytes.
/// </remarks>
internal static class LedgerRecord
{
    /// <summary>Largest payload, bytes: kind, 15 fixed fields and four texts.</summary>
    public const int MaxBytes = 1 + FixedBytes + 4 * (1 + IdText.MaxBytes);

    /// <summary>Kind of a start of the venue.</summary>
    public const byte Start = (byte)'E';
    /// <summary>Kind of a mark up to which reports were sent.</summary>
    public const byte Sent = (byte)'S';
    /// <summary>Kind of a durable report.</summary>
    public const byte Report = (byte)'R';

    // Ten i64, one i128, six one-byte fields and one more i64.
    private const int FixedBytes = 10 * 8 + 16 + 6 + 8;

    /// <summary>Writes a start; returns the payload's bytes.</summary>
    public static int WriteStart(Span<byte> to, long epoch)
    {
        to[0] = Start;
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], epoch);
        return 9;
    }

    /// <summary>Writes a sent mark; returns the payload's bytes.</summary>
    public static int WriteSent(Span<byte> to, long number, in IdText owner)
    {
        to[0] = Sent;
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], number);
        return WriteText(to, 9, owner.Span);
    }

    /// <summary>Writes a report; returns the payload's bytes.</summary>
    public static int WriteReport(Span<byte> to, in VenueReport report, in IdText owner)
    {
        to[0] = Report;
        Span<byte> f = to.Slice(1, FixedBytes);
        BinaryPrimitives.WriteInt64LittleEndian(f, report.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(f[8..], report.Number);
        BinaryPrimitives.WriteInt64LittleEndian(f[16..], report.OrderId);
        BinaryPrimitives.WriteInt64LittleEndian(f[24..], report.LimitTicks);
        BinaryPrimitives.WriteInt64LittleEndian(f[32..], report.Lots);
        BinaryPrimitives.WriteInt64LittleEndian(f[40..], report.LastTicks);
        BinaryPrimitives.WriteInt64LittleEndian(f[48..], report.LastLots);
        BinaryPrimitives.WriteInt64LittleEndian(f[56..], report.CumLots);
        BinaryPrimitives.WriteInt64LittleEndian(f[64..], report.LeavesLots);
        BinaryPrimitives.WriteInt64LittleEndian(f[72..], report.ExchangeNanos);
        BinaryPrimitives.WriteInt128LittleEndian(f[80..], report.FilledLotTicks);
        f[96] = (byte)report.Kind;
        f[97] = (byte)report.Side;
        f[98] = (byte)report.TimeInForce;
        f[99] = (byte)report.Status;
        f[100] = (byte)report.Reason;
        f[101] = report.Passive ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(f[102..], report.RefNumber);
        int at = WriteText(to, 1 + FixedBytes, owner.Span);
        at = WriteText(to, at, report.ClOrdId.Span);
        at = WriteText(to, at, report.RelatedId.Span);
        return WriteText(to, at, report.Symbol.Span);
    }

    /// <summary>Reads a start; false when the payload is malformed.</summary>
    public static bool TryReadStart(ReadOnlySpan<byte> from, out long epoch) =>
        BinaryPrimitives.TryReadInt64LittleEndian(from[1..], out epoch) && from.Length == 9;

    /// <summary>Reads a sent mark; false when the payload is malformed.</summary>
    public static bool TryReadSent(ReadOnlySpan<byte> from, out long number, out IdText owner)
    {
        int at = 9;
        owner = default;
        return BinaryPrimitives.TryReadInt64LittleEndian(from[1..], out number)
            && TryReadText(from, ref at, out owner)
            && at == from.Length;
    }

    /// <summary>Reads a report; the callbacks turn owner and symbol into indices.</summary>
    public static bool TryReadReport(
        ReadOnlySpan<byte> from,
        Func<IdText, int> ownerIndex,
        Func<IdText, int> instrumentIndex,
        out VenueReport report)
    {
        report = default;
        int at = 1 + FixedBytes;
        if (from.Length < at
            || !TryReadText(from, ref at, out IdText owner)
            || !TryReadText(from, ref at, out IdText clOrdId)
            || !TryReadText(from, ref at, out IdText relatedId)
            || !TryReadText(from, ref at, out IdText symbol)
            || at != from.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> f = from.Slice(1, FixedBytes);
        report = new VenueReport
        {
            Epoch = BinaryPrimitives.ReadInt64LittleEndian(f),
            Number = BinaryPrimitives.ReadInt64LittleEndian(f[8..]),
            OrderId = BinaryPrimitives.ReadInt64LittleEndian(f[16..]),
            LimitTicks = BinaryPrimitives.ReadInt64LittleEndian(f[24..]),
            Lots = BinaryPrimitives.ReadInt64LittleEndian(f[32..]),
            LastTicks = BinaryPrimitives.ReadInt64LittleEndian(f[40..]),
            LastLots = BinaryPrimitives.ReadInt64LittleEndian(f[48..]),
            CumLots = BinaryPrimitives.ReadInt64LittleEndian(f[56..]),
            LeavesLots = BinaryPrimitives.ReadInt64LittleEndian(f[64..]),
            ExchangeNanos = BinaryPrimitives.ReadInt64LittleEndian(f[72..]),
            FilledLotTicks = BinaryPrimitives.ReadInt128LittleEndian(f[80..]),
            Kind = (VenueReportKind)f[96],
            Side = (Side)f[97],
            TimeInForce = (TimeInForce)f[98],
            Status = (VenueOrderStatus)f[99],
            Reason = (VenueReason)f[100],
            Passive = f[101] != 0,
            RefNumber = BinaryPrimitives.ReadInt64LittleEndian(f[102..]),
            Owner = ownerIndex(owner),
            ClOrdId = clOrdId,
            RelatedId = relatedId,
            Symbol = symbol,
            Instrument = instrumentIndex(symbol),
            PossResend = true,
        };
        return report.IsDurable;
    }

    private static int WriteText(Span<byte> to, int at, ReadOnlySpan<byte> text)
    {
        to[at] = (byte)text.Length;
        text.CopyTo(to[(at + 1)..]);
        return at + 1 + text.Length;
    }

    private static bool TryReadText(ReadOnlySpan<byte> from, ref int at, out IdText text)
    {
        text = default;
        if (at >= from.Length)
            return false;
        int length = from[at];
        if (length > IdText.MaxBytes || at + 1 + length > from.Length)
            return false;
        text = new IdText(from.Slice(at + 1, length));
        at += 1 + length;
        return true;
    }
}
