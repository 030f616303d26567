using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Peers;

/// <summary>
/// The two CPUs on which each peer's two sides run; the same for all, and none where the process may use only one.
/// </summary>
internal static class TwoCpus
{
    private static readonly IReadOnlyList<int> Allowed = CpuAffinity.Allowed();

    /// <summary>The CPU of the side that sends orders, or -1 for any.</summary>
    public static int Trader => Allowed.Count > 1 ? Allowed[0] : -1;

    /// <summary>The CPU of the side that answers, or -1 for any.</summary>
    public static int Venue => Allowed.Count > 1 ? Allowed[1] : -1;

    /// <summary>
    /// Runs both sides, each on a thread and a CPU of its own; the venue's side ends when <paramref name="trader"/>
    /// returns.
    /// </summary>
    public static void Run(Action trader, Action venue, Action stopVenue)
    {
        Exception? failure = null;
        Thread answering = Start(Venue, venue);
        Thread sending = Start(Trader, trader);
        sending.Join();
        stopVenue();
        answering.Join();
        if (failure is not null)
            throw new InvalidOperationException("A side of the round trip failed.", failure);

        Thread Start(int cpu, Action side)
        {
            var thread = new Thread(() =>
            {
                CpuAffinity.TryPin(cpu);
                try
                {
                    side();
                }
                catch (Exception e)
                {
                    failure ??= e;
                }
            });
            thread.Start();
            return thread;
        }
    }
}
