using System.CommandLine;
using HedgeFast.Echo;
using HedgeFast.Engine;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>The command <c>hedgefast fix-echo</c>: runs a FIX acceptor for conformance scripts.</summary>
internal sealed class FixEchoCommand : Command
{
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "JSON file with any of version, host, port, dictionary, transportDictionary, senderCompId, "
            + "peers. Options below win over it.",
    };
    private readonly Option<string?> _version = new("--version")
    {
        HelpName = string.Join('|', EchoSettings.Versions),
        Description = "FIX version. Default: 4.4.",
    };
    private readonly Option<string?> _host = new("--host")
    {
        HelpName = "ADDRESS",
        Description = "Address to listen on. Default: 127.0.0.1.",
    };
    private readonly Option<int?> _port = new("--port")
    {
        HelpName = "PORT",
        Description = "Port; 0 takes any free one.",
    };
    private readonly Option<string?> _dictionary = new("--dictionary")
    {
        HelpName = "FILE",
        Description = "Data dictionary that validates messages, in the XML format of the QuickFIX family; "
            + "without one the header is checked alone.",
    };
    private readonly Option<string?> _transport = new("--transport-dictionary")
    {
        HelpName = "FILE",
        Description = "Data dictionary of the session layer, for 5.0sp2.",
    };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    /// <param name="bodies">The functions that the command calls.</param>
    public FixEchoCommand(Terminal terminal, CommandBodies bodies)
        : base(
            "fix-echo",
            "Runs a FIX acceptor for conformance scripts: it echoes orders, security definitions and quote requests, "
            + "and resets on every logon.")
    {
        foreach (Option option in new Option[] { _config, _version, _host, _port, _dictionary, _transport })
            Add(option);
        SetAction(parsed => (int)Execute(parsed, terminal, bodies));
    }

    private ExitCode Execute(ParseResult parsed, Terminal terminal, CommandBodies bodies)
    {
        try
        {
            EchoSettings settings = Resolve(parsed);
            if (!EchoSettings.Versions.Contains(settings.Version))
            {
                return Refuse(
                    terminal, $"--version {settings.Version}: expected {string.Join(", ", EchoSettings.Versions)}");
            }

            if (settings.Port is < 0 or > 65535)
                return Refuse(terminal, $"--port {settings.Port}: expected 0 to 65535");
            if (settings.TransportDictionary is not null && settings.Dictionary is null)
                return Refuse(terminal, "--transport-dictionary needs --dictionary");
            using var stop = new StopSignal();
            bodies.FixEcho(settings, terminal.Output, stop.Token);
            return ExitCode.Ok;
        }
        catch (InvalidDataException e)
        {
            return Refuse(terminal, e.Message);
        }
        catch (Exception e) when (
            e is IOException or DictionaryException or ArgumentException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }

    private static ExitCode Refuse(Terminal terminal, string message)
    {
        terminal.Error.WriteLine($"hedgefast fix-echo: {message}. See hedgefast fix-echo --help");
        return ExitCode.Usage;
    }

    private EchoSettings Resolve(ParseResult parsed)
    {
        EchoSettings settings = parsed.GetValue(_config) is { } file ? EchoConfigFile.Read(file) : new EchoSettings();
        return settings with
        {
            Version = parsed.GetValue(_version)?.ToLowerInvariant() ?? settings.Version,
            Host = parsed.GetValue(_host) ?? settings.Host,
            Port = parsed.GetValue(_port) ?? settings.Port,
            Dictionary = parsed.GetValue(_dictionary) ?? settings.Dictionary,
            TransportDictionary = parsed.GetValue(_transport) ?? settings.TransportDictionary,
        };
    }
}
