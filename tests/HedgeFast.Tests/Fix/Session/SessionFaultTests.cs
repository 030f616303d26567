using CsCheck;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>
/// Random faults between two sessions; once they stop, everything that may be replayed has arrived once and in order,
/// and orders at most once.
/// </summary>
public sealed class SessionFaultTests
{
    private enum Act
    {
        SendRequest,
        SendOrder,
        SendReport,
        Run,
        LoseFromA,
        LoseFromB,
        FillA,
        FillB,
        Cut,
        Reconnect,
        PassTenths,
        PassLong,
        StepWallClock,
    }

    [Fact]
    public void Whatever_breaks_nothing_is_lost_doubled_or_reordered()
    {
        Gen<(Act Act, int Argument)> step = Gen.Select(Gen.Int[0, 12].Select(i => (Act)i), Gen.Int[1, 9]);
        step.Array[1, 120].Sample(steps => Play(steps), iter: 5000);
    }

    private static bool Play((Act Act, int Argument)[] steps)
    {
        var pair = new SessionPair();
        var requests = new List<string>();
        var orders = new List<string>();
        var reports = new List<string>();
        int loseA = 0, loseB = 0;
        pair.WireA.Loses = _ => loseA > 0 && loseA-- > 0;
        pair.WireB.Loses = _ => loseB > 0 && loseB-- > 0;
        pair.ConnectAndRun();
        foreach ((Act act, int argument) in steps)
        {
            // Without this most of a run would be spent without a connection.
            if (argument > 3
                && (pair.A.State == FixSessionState.Disconnected
                    || pair.B.State == FixSessionState.Disconnected))
            {
                Reconnect(pair);
            }

            switch (act)
            {
                case Act.SendRequest:
                    Burst(pair.A, MsgTypes.OrderStatusRequest, "H", requests, argument);
                    break;
                case Act.SendOrder:
                    Burst(pair.A, MsgTypes.NewOrderSingle, "D", orders, 1);
                    break;
                case Act.SendReport:
                    Burst(pair.B, MsgTypes.ExecutionReport, "8", reports, argument);
                    break;
                case Act.Run:
                    pair.Run();
                    break;
                case Act.LoseFromA:
                    loseA = argument;
                    break;
                case Act.LoseFromB:
                    loseB = argument;
                    break;
                case Act.FillA:
                    pair.WireA.IsFull = argument < 7;
                    break;
                case Act.FillB:
                    pair.WireB.IsFull = argument < 7;
                    break;
                case Act.Cut:
                    pair.Cut();
                    break;
                case Act.Reconnect:
                    Reconnect(pair);
                    break;
                case Act.PassTenths:
                    pair.Pass(argument / 10.0);
                    break;
                case Act.PassLong:
                    pair.Pass(argument * 2);
                    break;
                default:
                    pair.Time.Utc += (argument - 5) * SessionPair.Second;
                    break;
            }

            if (act is not (Act.SendRequest or Act.SendOrder or Act.SendReport))
                pair.Run();
        }

        loseA = loseB = 0;
        pair.WireA.IsFull = pair.WireB.IsFull = false;
        pair.Cut();
        pair.ConnectAndRun();
        pair.Pass(6);
        if (!pair.A.IsSynchronised || !pair.B.IsSynchronised)
            return false;
        List<string> atVenue = [.. pair.AppB.Messages];
        List<string> gotOrders = [.. atVenue.Where(m => m[0] == 'D')];
        return pair.AppA.Messages.SequenceEqual(reports)
            && atVenue.Where(m => m[0] == 'H').SequenceEqual(requests)
            && gotOrders.Distinct().Count() == gotOrders.Count
            && gotOrders.SequenceEqual(orders.Where(gotOrders.Contains))
            && pair.A.NextOutgoing == pair.B.NextIncoming
            && pair.B.NextOutgoing == pair.A.NextIncoming;
    }

    private static void Burst(FixSession session, byte type, string name, List<string> sent, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string id = $"{name}{sent.Count}";
            if (SessionPair.Send(session, type, id))
                sent.Add($"{name} {id}");
        }
    }

    private static void Reconnect(SessionPair pair)
    {
        pair.Cut();
        pair.ConnectAndRun();
    }
}
