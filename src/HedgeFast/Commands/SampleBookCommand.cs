using System.CommandLine;
using System.Text;
using HedgeFast.Fix.Files;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>The command <c>hedgefast sample-book</c>: writes the sample book of a seed.</summary>
internal sealed class SampleBookCommand : Command
{
    /// <summary>Makes the command.</summary>
    /// <param name="terminal">Receives output and errors.</param>
    /// <param name="bodies">The functions that the command calls.</param>
    public SampleBookCommand(Terminal terminal, CommandBodies bodies)
        : base("sample-book", "Writes a book of 5,000 coin-settled options as CSV; the same seed gives the same book.")
    {
        Option<ulong> seed = SeedOption.Make("Seed, a whole number from 0.");
        seed.Required = true;
        var output = new Option<string?>("--out")
        {
            HelpName = "FILE",
            Description = "File to write; without it the book goes to the terminal.",
        };
        Add(seed);
        Add(output);
        SetAction(parsed =>
        {
            string book = bodies.SampleBook(parsed.GetRequiredValue(seed));
            if (parsed.GetValue(output) is not { } file)
                terminal.Output.Write(book);
            else
                Write(file, book);
            return (int)ExitCode.Ok;
        });
    }

    private static void Write(string file, string book)
    {
        try
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(book));
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"--out {file}: can't be written: {e.Message}", e);
        }
    }
}
