using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>Finds code that reads a dictionary or set in its own order, which no rule of .NET fixes.</summary>
/// <remarks>
/// Names are read from declarations: of fields, locals and parameters for their own file, of properties and methods for
/// every file. A statement that sorts, or asks for what has no order, is right.
/// </remarks>
internal static partial class DictionaryOrder
{
    private const string Instead = "keep a List beside it, a SortedDictionary, or sort by what is unique";

    /// <summary>The places in some files that depend on the order of a dictionary.</summary>
    public static IEnumerable<string> Findings(IReadOnlyCollection<SourceFile> files)
    {
        HashSet<string> everywhere = [.. files.SelectMany(Names).Where(name => char.IsUpper(name[0]))];
        return files.SelectMany(file => Findings(file, everywhere));
    }

    private static IEnumerable<string> Findings(SourceFile file, HashSet<string> everywhere)
    {
        string code = string.Join('\n', file.Code);
        HashSet<string> names = [.. Names(file), .. everywhere];
        IEnumerable<Group> uses = Elements().Matches(code).Concat(Query().Matches(code))
            .Select(use => use.Groups["name"])
            .Where(name => names.Contains(name.Value) && !Sorts().IsMatch(Statement(code, name.Index)))
            .DistinctBy(name => name.Index);
        foreach (Group name in uses)
        {
            int line = code.AsSpan(0, name.Index).Count('\n');
            yield return file.At(line, $"the order of {name.Value}; instead: {Instead}");
        }
    }

    // What is declared as a dictionary or set, or made as one.
    private static IEnumerable<string> Names(SourceFile file)
    {
        string code = string.Join('\n', file.Code);
        foreach (Match type in HashedType().Matches(code))
        {
            Match name = Declared().Match(code, EndOfArguments(code, type.Index + type.Length));
            if (name.Success)
                yield return name.Groups[1].Value;
        }

        foreach (Match made in Made().Matches(code))
            yield return made.Groups[1].Value;
    }

    // Behind the '>' that closes type arguments.
    private static int EndOfArguments(string code, int at)
    {
        for (int depth = 1; depth > 0 && at < code.Length; at++)
            depth += code[at] == '<' ? 1 : code[at] == '>' ? -1 : 0;
        return at;
    }

    private static string Statement(string code, int from) =>
        code.IndexOfAny([';', '{'], from) is var end and >= 0 ? code[from..end] : code[from..];

    [GeneratedRegex(
        @"\b(?:I?(?:ReadOnly|Concurrent|Frozen|Immutable)?Dictionary|(?:Frozen|Immutable)?HashSet|FrozenSet|"
            + @"I(?:ReadOnly)?Set|I?Lookup|ConcurrentBag)\s*<")]
    private static partial Regex HashedType();

    [GeneratedRegex(@"\G(?:\s*\.\s*\w+\s*<[^;(){}=]*>)?\??\s+(\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex(
        @"\bvar\s+(\w+)\s*=[^;]*?(?:\bnew\s+(?:Concurrent)?(?:Dictionary|HashSet|ConcurrentBag)\s*<|"
            + @"\bTo(?:Frozen|Immutable)?(?:Dictionary|HashSet|Set|Lookup)\s*\()")]
    private static partial Regex Made();

    // A loop over it, or its elements in a collection.
    [GeneratedRegex(
        @"(?:\bin\s+|\.\.\s*)(?:\w+\s*[.!]\s*)*?(?<name>\w+)(?:\s*\.\s*(?:Keys|Values))?\s*(?:\([^()]*\)\s*)?[\])},;]")]
    private static partial Regex Elements();

    // A query of it, but for those whose answer has no order.
    [GeneratedRegex(
        @"\b(?<name>\w+)\s*[?!]?\s*\.\s*(?:(?:Keys|Values)\b(?!\s*\.\s*(?:Any|All|Count|Contains)\b)|"
            + @"(?:Select|SelectMany|Where|Min|MinBy|Max|MaxBy|First|FirstOrDefault|Last|LastOrDefault|Single|"
            + @"ElementAt|Sum|Average|Aggregate|ToArray|ToList|Concat|Union|Except|Intersect|Zip|Take|Skip|Cast|OfType|"
            + @"Reverse|GroupBy|DistinctBy|Append|Prepend|CopyTo|GetEnumerator)\b)")]
    private static partial Regex Query();

    [GeneratedRegex(@"\.\s*Order(?:By)?(?:Descending)?\s*\(")]
    private static partial Regex Sorts();
}
