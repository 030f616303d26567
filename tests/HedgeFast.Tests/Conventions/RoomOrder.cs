using System.Reflection;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Conventions;

/// <summary>An order of the folders below a root: a room may mention the rooms before it.</summary>
/// <remarks>
/// A sub-room without a place of its own has that of its room. The root's own types stand behind all rooms; files of
/// the root may mention everything.
/// </remarks>
/// <param name="root">Path of the root; its last part is the namespace.</param>
/// <param name="rooms">Rooms in their order, sub-rooms with a point: <c>Venue.Tape</c>.</param>
/// <param name="assembly">Has the types below the root.</param>
/// <param name="wiring">Rooms that may mention the root's types.</param>
internal sealed class RoomOrder(string root, string[] rooms, Assembly assembly, params string[] wiring)
{
    private const string Root = "";
    private static readonly Regex Word = new(@"(?<![\w.])\w+\b");

    private readonly string _namespace = root.Split('/')[^1];
    private readonly HashSet<string> _typeNames =
        [.. assembly.GetTypes().Select(type => $"{type.Namespace}.{type.Name.Split('`')[0]}")];

    private readonly Regex _fullName =
        new($@"\b{Regex.Escape(root.Split('/')[^1])}\.(\w+(?:\.\w+)?)");

    // Of HedgeFast.Core also Core.Book.Instrument; of HedgeFast the whole name is a full one.
    private readonly Regex _relativeName =
        new($@"(?<![\w.])(?:{Regex.Escape(root.Split('/')[^1].Split('.')[^1])}\.)?(\w+)\.(\w+)");

    /// <summary>Rooms of files that have no place in the order.</summary>
    public IEnumerable<string> RoomsWithoutPlace(IEnumerable<SourceFile> files) =>
        files.Select(RoomOf).Where(room => room != Root && !rooms.Contains(room)).Distinct();

    /// <summary>Mentions of later rooms, and of the root's types, as finding lines.</summary>
    public IEnumerable<string> Violations(SourceFile file)
    {
        string room = RoomOf(file);
        int rank = Array.IndexOf(rooms, room);
        if (rank < 0)
            yield break;
        for (int line = 0; line < file.Code.Length; line++)
        {
            foreach (string mentioned in Mentions(file, file.Code[line]).Distinct())
            {
                if (mentioned == Root && !wiring.Contains(room))
                    yield return file.At(line, $"{room} mentions a type of {root}, which knows every room");
                else if (Array.IndexOf(rooms, mentioned) > rank)
                    yield return file.At(line, $"{room} mentions {mentioned}");
            }
        }
    }

    private string RoomOf(SourceFile file) =>
        file.Folder == root ? Root : RoomOf(file.Folder[(root.Length + 1)..].Replace('/', '.'));

    private string RoomOf(string path)
    {
        string room = path.Split('.')[0];
        return rooms.Contains(path) ? path : _typeNames.Contains($"{_namespace}.{room}") ? Root : room;
    }

    // By full name (also in using lines), by a name from an enclosing namespace (then only if such a type exists, for a
    // property may have the room's name), or by the name of a type of an enclosing namespace.
    private IEnumerable<string> Mentions(SourceFile file, string code)
    {
        foreach (Match match in _fullName.Matches(code))
            yield return RoomOf(match.Groups[1].Value);
        foreach (Match match in _relativeName.Matches(code))
        {
            if (_typeNames.Contains($"{_namespace}.{match.Groups[1].Value}.{match.Groups[2].Value}"))
                yield return RoomOf(match.Groups[1].Value);
        }

        string[] path = file.Folder[(root.Length + 1)..].Split('/');
        foreach (Match match in Word.Matches(code))
        {
            if (_typeNames.Contains($"{_namespace}.{match.Value}"))
                yield return Root;
            for (int depth = 1; depth < path.Length; depth++)
            {
                string hall = string.Join('.', path[..depth]);
                if (_typeNames.Contains($"{_namespace}.{hall}.{match.Value}"))
                    yield return RoomOf(hall);
            }
        }
    }
}
