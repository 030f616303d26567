using HedgeFast.Simulation.Judge.Wire;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>Reads an execution report as FIX 4.2 and 4.4 define it.</summary>
internal static class ReportText
{
    /// <summary>Tag 150 of FIX 4.4 for a report of either version; 0 where it says nothing that is known.</summary>
    public static char KindOf(in WireMessage report)
    {
        ReadOnlySpan<char> transaction = report.ValueOf(20);
        if (transaction is "1")
            return 'H';
        if (transaction is "2")
            return 'G';
        if (transaction is "3")
            return 'I';
        ReadOnlySpan<char> type = report.ValueOf(150);
        return type switch
        {
            [var one] when one is '1' or '2' => 'F',
            [var one] when one is '3' or 'C' => '4',
            [var one] when one is 'F' or 'G' or 'H' or 'I' or 'D' or '0' or '4' or '5' or '6' or '8' => one,
            _ => '\0',
        };
    }

    /// <summary>Tag 54: 1 buys, -1 sells, 0 says neither.</summary>
    public static int SignOf(in WireMessage report) => report.ValueOf(54) switch
    {
        ['1' or '3'] => 1,
        ['2' or '4' or '5' or '6'] => -1,
        _ => 0,
    };
}
