using HedgeFast.Commands;
using HedgeFast.Core.Book.Files;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Pricing;

/// <summary>Runs <c>hedgefast price</c> on files of its own.</summary>
internal sealed class PriceRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-price-").FullName;

    /// <summary>Standard output of the last run.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Standard error of the last run, by lines.</summary>
    public string[] Errors { get; private set; } = [];

    /// <summary>Path of a file with some rows under a header.</summary>
    public string File(string name, IReadOnlyList<string> columns, params IEnumerable<string> rows)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, string.Join(',', columns) + "\n" + string.Join("\n", rows) + "\n");
        return path;
    }

    /// <summary>Prices rows of a book at rows of a market.</summary>
    public int Price(IEnumerable<string> book, IEnumerable<string> market, params string[] more) =>
        Run(
            [
                "price", "--book", File("book.csv", BookFile.Columns, book), "--market",
                File("market.csv", MarketFile.Columns, market), .. more,
            ]);

    /// <summary>Runs the program.</summary>
    public int Run(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int code = CommandTree.Execute(arguments, new Terminal(output, error, IsLive: false), new CommandBodies());
        Output = output.ToString();
        Errors = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return code;
    }

    /// <summary>The last run's values, by row and column.</summary>
    public Dictionary<string, string>[] Rows()
    {
        string[] lines = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] columns = lines[0].Split(',');
        return [
            .. lines[1..].Select(line => columns.Zip(line.Split(',')).ToDictionary(
                pair => pair.First, pair => pair.Second))];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
