using System.Diagnostics;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Bench.Peers;

/// <summary>Encodes the sample order and decodes the sample report, proves both, and times them in turns.</summary>
internal sealed class CodecTiming
{
    // Short enough that most batches run undisturbed on a machine that others use too.
    private const int BatchMessages = 1_000;

    private readonly OutgoingFrame _frame = new("FIX.4.4", "HEDGE", "VENUE", 1024);
    private readonly List<double> _encode = [];
    private readonly List<double> _decode = [];
    private long _sequence;

    public CodecTiming()
    {
        string order = SampleOrders.Show(Encode(42));
        const string expected =
            "|11=H1-7|21=1|55=BTC-PERP|54=1|60=20260302-14:30:00.123|38=2.5|40=2|44=65432.50|59=3|10=";
        if (!order.Contains(expected, StringComparison.Ordinal))
            throw new InvalidOperationException($"Wrong order: {order}");
        FixBody body = _frame.Begin("8"u8);
        SampleOrders.WriteReport(ref body);
        Report = _frame.Complete(ref body, 7, SampleOrders.Now, default).ToArray();
        if (Decode() != SampleOrders.ReportSum)
            throw new InvalidOperationException($"Wrong report: {SampleOrders.Show(Report)}");
    }

    /// <summary>The encoded report.</summary>
    public byte[] Report { get; }

    /// <summary>Nanoseconds per order, the median of all batches.</summary>
    public double EncodeNanos => Percentile.Of(_encode, 0.5);

    /// <summary>Nanoseconds per report, likewise.</summary>
    public double DecodeNanos => Percentile.Of(_decode, 0.5);

    /// <summary>Header, body, length and checksum of a NewOrderSingle.</summary>
    public ReadOnlySpan<byte> Encode(long seqNum)
    {
        FixBody body = _frame.Begin("D"u8);
        SampleOrders.WriteOrder(ref body);
        return _frame.Complete(ref body, seqNum, SampleOrders.Now, default);
    }

    /// <summary>Framing, checksum, header and all fields of an ExecutionReport.</summary>
    public long Decode()
    {
        FixMessage.TryRead(Report, out FixMessage message);
        return SampleOrders.SumReport(message);
    }

    /// <summary>Times one batch of each.</summary>
    public void RunBatch()
    {
        long sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < BatchMessages; i++)
            sum += Encode(++_sequence).Length;
        long middle = Stopwatch.GetTimestamp();
        for (int i = 0; i < BatchMessages; i++)
            sum += Decode();
        long end = Stopwatch.GetTimestamp();
        GC.KeepAlive(sum);
        _encode.Add(Stopwatch.GetElapsedTime(start, middle).TotalNanoseconds / BatchMessages);
        _decode.Add(Stopwatch.GetElapsedTime(middle, end).TotalNanoseconds / BatchMessages);
    }

    /// <summary>Forgets what was timed so far, for example before the code was compiled for good.</summary>
    public void Forget()
    {
        _encode.Clear();
        _decode.Clear();
    }
}
