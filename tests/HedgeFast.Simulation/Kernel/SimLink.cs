namespace HedgeFast.Simulation.Kernel;

/// <summary>A stream between two hosts: two pipes and an end on either side.</summary>
internal sealed class SimLink
{
    public SimLink(SimNetwork network, SimHost client, SimHost? server, int port, int number)
    {
        Network = network;
        ClientSide = client;
        ServerSide = server;
        Port = port;
        Number = number;
        Faults = network.FaultsAt(port);
        ToServer = new SimPipe(this, fromClient: true);
        ToClient = new SimPipe(this, fromClient: false);
    }

    /// <summary>Number of the connect, from 1.</summary>
    public int Number { get; }

    /// <summary>Name of the host that connected.</summary>
    public string ClientHost => ClientSide.Name;

    /// <summary>Name of the host that was connected to.</summary>
    public string ServerHost => ServerSide?.Name ?? "";

    /// <summary>The port listened on.</summary>
    public int Port { get; }

    /// <summary>Whether bytes may flow, as far as both kernels know.</summary>
    public bool IsOpen => !IsGone && Client is { IsLive: true } && Server is { IsLive: true };

    internal SimNetwork Network { get; }

    internal SimHost ClientSide { get; }

    internal SimHost? ServerSide { get; }

    internal NetworkFaults Faults { get; set; }

    internal SimPipe ToServer { get; }

    internal SimPipe ToClient { get; }

    internal SimStream? Client { get; set; }

    internal SimStream? Server { get; set; }

    /// <summary>Whether it was cut between the two kernels: bytes sent meet a reset.</summary>
    internal bool IsCut { get; set; }

    /// <summary>Whether both kernels have forgotten it, so that nothing of it arrives any more.</summary>
    internal bool IsGone { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"link {Number}, {ClientHost} to {ServerHost}:{Port}";
}
