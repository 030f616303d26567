using System.Text;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Faults;

/// <summary>Faults of the network, and strangers on it.</summary>
internal sealed class NetworkFaultRoom(World world, FaultPlayer player) : IFaultRoom
{
    private const long Milli = 1_000_000;
    private const long Second = 1_000 * Milli;
    private const string Stranger = "stranger";

    private readonly List<StreamSocket> _strangers = [];

    /// <inheritdoc/>
    public bool TryPlay(FaultKind kind, Draw draw)
    {
        NetworkFaults faults = world.Network.Faults;
        long time = draw.Between(Second / 2, 12 * Second);
        switch (kind)
        {
            case FaultKind.NetworkDelays:
                faults.LatencyNanos = draw.Between(1, 400) * Milli;
                faults.JitterNanos = draw.Between(0, 300) * Milli;
                player.Later(time, Calm);
                return true;
            case FaultKind.NetworkSplits:
                faults.SplitsReads = (int)draw.Between(1, 40);
                player.Later(time, () => faults.SplitsReads = 0);
                return true;
            case FaultKind.NetworkHalvesSends:
                faults.SendLimitBytes = (int)draw.Between(1, 300);
                player.Later(time, () => faults.SendLimitBytes = 0);
                return true;
            case FaultKind.NetworkCorrupts:
                faults.CorruptsOneIn = (int)draw.Between(200, 5_000);
                player.Later(time, () => faults.CorruptsOneIn = 0);
                return true;
            case FaultKind.NetworkResets:
            case FaultKind.NetworkCloses:
                world.Network.CutAll(reset: kind == FaultKind.NetworkResets);
                return true;
            case FaultKind.NetworkGoesSilent:
                faults.IsHalfOpen = true;
                player.Later(draw.Between(Second, 40 * Second), () => faults.IsHalfOpen = false);
                return true;
            case FaultKind.NetworkRefuses:
                faults.RefusesConnects = true;
                world.Network.CutAll(reset: true);
                player.Later(time, () => faults.RefusesConnects = false);
                return true;
            case FaultKind.NetworkSwallowsConnects:
                faults.BlackHolesConnects = true;
                world.Network.CutAll(reset: true);
                player.Later(time, () => faults.BlackHolesConnects = false);
                return true;
            case FaultKind.NetworkLosesDatagrams when IsUdp:
                faults.LosesDatagramsOneIn = (int)draw.Between(2, 20);
                player.Later(time, () => faults.LosesDatagramsOneIn = 0);
                return true;
            case FaultKind.NetworkDoublesDatagrams when IsUdp:
                faults.DuplicatesDatagramsOneIn = (int)draw.Between(1, 5);
                faults.ReordersDatagrams = draw.Chance(0.5);
                player.Later(time, () =>
                {
                    faults.DuplicatesDatagramsOneIn = 0;
                    faults.ReordersDatagrams = false;
                });
                return true;
            // Datagrams are read at the machine's own name, which its own files give.
            case FaultKind.NetworkFailsLookups when !IsUdp:
                faults.FailsLookups = true;
                world.Network.CutAll(reset: false);
                player.Later(time, () => faults.FailsLookups = false);
                return true;
            case FaultKind.NetworkBlocksSends:
                faults.BlocksSends = true;
                player.Later(time, () => faults.BlocksSends = false);
                return true;
            case FaultKind.NetworkThrottles:
                faults.BytesPerSecond = draw.Between(500, 20_000);
                player.Later(time, () => faults.BytesPerSecond = 0);
                return true;
            case FaultKind.NetworkCutsMessages:
                faults.CutsOneIn = (int)draw.Between(1, 40);
                player.Later(time, () => faults.CutsOneIn = 0);
                return true;
            case FaultKind.NetworkDoublesLogon:
                LogOnAsUs();
                return true;
            case FaultKind.NetworkFloods:
                for (int i = 0; i < 40; i++)
                    _strangers.Add(Connect());
                player.Later(time, CloseStrangers);
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void StopAll()
    {
        NetworkFaults faults = world.Network.Faults;
        Calm();
        faults.SplitsReads = faults.SendLimitBytes = faults.CorruptsOneIn = 0;
        faults.LosesDatagramsOneIn = faults.DuplicatesDatagramsOneIn = faults.CutsOneIn = 0;
        faults.BytesPerSecond = 0;
        faults.FailsLookups = faults.BlocksSends = false;
        faults.RefusesConnects = faults.BlackHolesConnects = faults.IsHalfOpen = faults.ReordersDatagrams = false;
        CloseStrangers();
    }

    private bool IsUdp => world.Plan.Settings.Feed.Transport != FeedTransport.Tcp;

    private void Calm()
    {
        world.Network.Faults.LatencyNanos = world.Plan.LatencyNanos;
        world.Network.Faults.JitterNanos = 0;
    }

    private StreamSocket Connect() =>
        world.Network.Of(Stranger, new ProcessGate()).Connect(WorldPlan.VenueHost, WorldPlan.FixPort);

    private void LogOnAsUs()
    {
        StreamSocket socket = Connect();
        player.Later(Second, () => socket.Send(Logon(), out _));
        player.Later(5 * Second, socket.Dispose);
    }

    private byte[] Logon()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddTicks((world.Plan.StartUtcNanos + world.Timeline.Now) / 100);
        string body = $"35=A|49={WorldPlan.ClientId}|56={WorldPlan.VenueId}|34=1|52={now:yyyyMMdd-HH:mm:ss.fff}|"
            + "98=0|108=30|";
        string text = $"8={world.Plan.Session.BeginString}|9={body.Length}|{body}".Replace('|', '\u0001');
        int sum = Encoding.ASCII.GetBytes(text).Sum(b => b) % 256;
        return Encoding.ASCII.GetBytes($"{text}10={sum:D3}\u0001");
    }

    private void CloseStrangers()
    {
        foreach (StreamSocket stranger in _strangers)
            stranger.Dispose();
        _strangers.Clear();
    }
}
