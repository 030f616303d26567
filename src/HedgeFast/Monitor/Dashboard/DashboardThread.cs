using HedgeFast.Sinks;
using Spectre.Console;

namespace HedgeFast.Monitor.Dashboard;

/// <summary>Shows the run while it lasts, on a thread of its own.</summary>
/// <remarks>
/// A terminal gets a live screen five times a second, a pipe plain lines every two seconds. The thread only reads;
/// nothing of the engine waits for it, and its failure ends nothing but the display.
/// </remarks>
internal sealed class DashboardThread : IDisposable
{
    private static readonly TimeSpan ScreenPeriod = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(2);

    // A console that hangs keeps the thread; the end of the run does not wait for it longer than this.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly Func<EngineStatus> _poll;
    private readonly IAnsiConsole _console;
    private readonly ManualResetEventSlim _stop = new();
    private readonly GuardedThread _thread;

    /// <summary>Prepares the thread; <see cref="Start"/> runs it.</summary>
    /// <param name="poll">Reads the status; called on the dashboard's thread.</param>
    /// <param name="console">Shows the status; a console without ANSI shows plain lines.</param>
    public DashboardThread(Func<EngineStatus> poll, IAnsiConsole console)
    {
        _poll = poll;
        _console = console;
        _thread = new GuardedThread("dashboard", Run);
    }

    /// <summary>Reason for the end of the display; null while it works. Any thread.</summary>
    public string? Failure => _thread.Failure is { } failure ? $"has ended: {failure.Message}" : null;

    /// <summary>Starts showing.</summary>
    public void Start() => _thread.Start();

    /// <summary>Shows the last status once more and ends the thread.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.Join(EndPatience))
            _stop.Dispose();
    }

    private void Run()
    {
        if (_console.Profile.Capabilities is { Ansi: true, Interactive: true })
            RunScreen();
        else
            RunLines();
    }

    private void RunScreen() => _console.Live(LiveView.Render(_poll())).Start(context =>
    {
        bool ended;
        do
        {
            ended = _stop.Wait(ScreenPeriod);
            context.UpdateTarget(LiveView.Render(_poll()));
        }
        while (!ended);
    });

    private void RunLines()
    {
        TextWriter output = _console.Profile.Out.Writer;
        bool ended;
        do
        {
            ended = _stop.Wait(LinePeriod);
            foreach (string line in PlainLine.Lines(_poll()))
                output.WriteLine(line);
            output.Flush();
        }
        while (!ended);
    }
}
