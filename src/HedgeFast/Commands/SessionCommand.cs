using System.CommandLine;
using HedgeFast.Fix.Store;
using HedgeFast.Records;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>
/// The command <c>hedgefast session</c>: shows and sets the sequence numbers of a stopped FIX session.
/// </summary>
internal sealed class SessionCommand : Command
{
    private readonly Option<string> _store = new("--store")
    {
        HelpName = "DIR",
        Required = true,
        Description = "Folder of the message store: fix.storeDirectory of the run.",
        Recursive = true,
    };
    private readonly Option<string?> _session = new("--session")
    {
        HelpName = "BEGIN,SENDER,TARGET",
        Description = "The session, such as FIX.4.4,HEDGE,VENUE; needed where the folder holds several.",
        Recursive = true,
    };
    private readonly Option<long?> _incoming = new("--incoming")
    {
        HelpName = "N",
        Description = "Number expected next from the other side. A lower number than now repeats messages; a higher "
            + "one skips messages for good.",
    };
    private readonly Option<long?> _outgoing = new("--outgoing")
    {
        HelpName = "N",
        Description = "Number of our next message, no lower than now and at most 1,000,000 higher.",
    };
    private readonly Option<string?> _by = new("--by")
    {
        HelpName = "NAME",
        Description = "Operator who sets the numbers.",
    };
    private readonly Option<string?> _confirmed = new("--confirmed-by")
    {
        HelpName = "NAME",
        Description = "Second operator, who confirms the change.",
    };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    public SessionCommand(Terminal terminal)
        : base("session", "Shows and sets the sequence numbers of a FIX session that is not running.")
    {
        Add(_store);
        Add(_session);
        var show = new Command("show", "Shows the numbers of every session of the folder, or of one.");
        show.SetAction(parsed => (int)Guarded(terminal, () => SessionNumbers.Show(Open(parsed), terminal.Output)));
        var set = new Command(
            "set",
            "Sets one or both numbers; two operators have to agree, and the change is written to the folder's "
            + "admin.log first.")
        {
            _incoming, _outgoing, _by, _confirmed,
        };
        set.SetAction(parsed => (int)Guarded(terminal, () => Set(parsed, terminal)));
        Add(show);
        Add(set);
    }

    private (string Folder, IReadOnlyList<StoredSession> Sessions) Open(ParseResult parsed) =>
        SessionNumbers.Find(parsed.GetValue(_store)!, parsed.GetValue(_session));

    private void Set(ParseResult parsed, Terminal terminal)
    {
        (long? incoming, long? outgoing) = (parsed.GetValue(_incoming), parsed.GetValue(_outgoing));
        if (incoming is null && outgoing is null)
            throw new ArgumentException("nothing to set; give --incoming or --outgoing");
        SessionNumbers.Set(Open(parsed), incoming, outgoing, parsed.GetValue(_by) ?? "",
            parsed.GetValue(_confirmed) ?? "", TimeProvider.System, terminal.Output);
    }

    private static ExitCode Guarded(Terminal terminal, Action work)
    {
        try
        {
            work();
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            terminal.Error.WriteLine($"hedgefast session: {e.Message}");
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreDamagedException)
        {
            throw new StartFailure(e.Message, e);
        }
    }
}
