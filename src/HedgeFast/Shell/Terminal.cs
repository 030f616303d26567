using Spectre.Console;

namespace HedgeFast.Shell;

/// <summary>Where a command writes.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Complaints, one line each.</param>
/// <param name="IsLive">Whether the output is a terminal that can redraw.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsLive)
{
    /// <summary>The output without the gate, for what redraws.</summary>
    public TextWriter Raw { get; } = Output;

    /// <summary>Results. What a terminal would obey is written out: see <see cref="GatedWriter"/>.</summary>
    public TextWriter Output { get; } = GatedWriter.Over(Output);

    /// <summary>Complaints, one line each, likewise.</summary>
    public TextWriter Error { get; } = GatedWriter.Over(Error);

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or ""));

    /// <summary>A console over the output: with colours and redrawing on a terminal, plain elsewhere whatever the environment says.</summary>
    public IAnsiConsole CreateConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = IsLive ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = IsLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = IsLive ? InteractionSupport.Yes : InteractionSupport.No,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        Out = new AnsiConsoleOutput(IsLive ? Raw : Output),
    });
}
