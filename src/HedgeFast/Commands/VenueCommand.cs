using System.CommandLine;
using HedgeFast.Config;
using HedgeFast.Engine;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>The command <c>hedgefast venue</c>: runs the simulated exchange in a process of its own.</summary>
internal sealed class VenueCommand : Command
{
    private readonly ConfigOptions _config;

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    /// <param name="bodies">The functions that the command calls.</param>
    public VenueCommand(Terminal terminal, CommandBodies bodies)
        : base(
            "venue",
            "Runs the simulated exchange alone: a FIX acceptor and a tick publisher that play a tape. Engines in "
            + "other processes connect to it.")
    {
        _config = new ConfigOptions(this, "two-core");
        _config.AddShortcut(this, "--fix-port", "venue.fixPort", "PORT", "FIX port; 0 takes any free one.");
        _config.AddShortcut(this, "--feed-port", "venue.feedPort", "PORT", "Feed port; 0 takes any free one (tcp).");
        _config.AddShortcut(this, "--tape", "venue.tape", "FILE", "Tape to play: CSV, plain or gzip, or sample:NAME.");
        _config.AddShortcut(this, "--speed", "venue.speed", "1|10|max|N", "How many times faster than recorded.");
        _config.AddShortcut(
            this, "--store", "venue.storeDirectory", "DIR",
            "Folder of the FIX message store; without one a temporary folder.");
        _config.AddShortcut(this, "--transport", "feed.transport", "tcp|udp|multicast", "Transport of the ticks.");
        _config.AddShortcut(this, "--group", "feed.group", "ADDRESS", "Multicast group.");
        _config.AddShortcut(this, "--host", "venue.host", "ADDRESS", "Address to listen on, or to send datagrams to.");
        _config.AddShortcut(
            this, "--start-when", "venue.startWhen", "engine-ready|at-once",
            "Condition on which the tape starts.");
        SetAction(parsed => (int)Execute(_config.Request(parsed, bodies.Surroundings()), terminal, bodies));
    }

    private static ExitCode Execute(ConfigRequest request, Terminal terminal, CommandBodies bodies)
    {
        if (ConfigOptions.Load(request, terminal.Error) is not { } config)
            return ExitCode.Usage;
        if (config.Venue.TapeFile is null)
        {
            terminal.Error.WriteLine("venue.tape: missing; give --tape FILE");
            return ExitCode.Usage;
        }

        if (!File.Exists(config.Venue.TapeFile))
            throw new StartFailure($"venue.tape: no such file: {config.Venue.TapeFile}");
        using var stop = new StopSignal();
        return bodies.Venue(config, terminal.CreateConsole(), stop.Token);
    }
}
