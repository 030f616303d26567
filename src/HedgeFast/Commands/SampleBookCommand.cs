using System.CommandLine;
using System.Text;
using HedgeFast.Fix.Files;
using HedgeFast.Shell;

namespace HedgeFast.Commands;

/// <summary>hedgefast sample-book</summary>
internal sealed class SampleBookCommand : Command
{
    /// <summary>With where to write and what to call.</summary>
    public SampleBookCommand(Terminal terminal, CommandBodies bodies)
        : base("sample-book", "Writes a book of 5,000 coin-settled options as CSV; the same seed gives the same book.")
    {
        Option<ulong> seed = SeedOption.Make("Seed, a whole number from 0.");
        seed.Required = true;
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "File to write; without it the book goes to the terminal." };
        Add(seed);
        Add(output);
        SetAction(parsed =>
        {
            string book = bodies.SampleBook(parsed.GetRequiredValue(seed));
            if (parsed.GetValue(output) is not { } file) terminal.Output.Write(book);
            else Write(file, book);
            return (int)ExitCode.Ok;
        });
    }

    private static void Write(string file, string book)
    {
        try
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(book));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"--out {file}: can't be written: {e.Message}", e);
        }
    }
}
