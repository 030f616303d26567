using Spectre.Console;

namespace HedgeFast.Shell;

/// <summary>The output and error writers of a command.</summary>
/// <param name="Output">Receives results.</param>
/// <param name="Error">Receives errors, one a line.</param>
/// <param name="IsLive">Whether the output is a terminal that can redraw.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsLive)
{
    /// <summary>The output without <see cref="GatedWriter"/>, for the redrawn screen.</summary>
    public TextWriter Raw { get; } = Output;

    /// <summary>Receives results; control characters are escaped by <see cref="GatedWriter"/>.</summary>
    public TextWriter Output { get; } = GatedWriter.Over(Output);

    /// <summary>Receives errors, one a line; control characters are escaped.</summary>
    public TextWriter Error { get; } = GatedWriter.Over(Error);

    /// <summary>The terminal of the process.</summary>
    public static Terminal OfProcess() =>
        new(
            Console.Out, Console.Error,
            !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or ""));

    /// <summary>Makes a console over the output: colours and redrawing on a terminal, plain lines elsewhere.</summary>
    public IAnsiConsole CreateConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = IsLive ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = IsLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = IsLive ? InteractionSupport.Yes : InteractionSupport.No,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        Out = new AnsiConsoleOutput(IsLive ? Raw : Output),
    });
}
