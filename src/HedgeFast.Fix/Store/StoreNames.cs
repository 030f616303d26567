using System.Globalization;
using System.Text;

namespace HedgeFast.Fix.Store;

/// <summary>
/// File names of one session's store, made from its ids so that no id can leave the folder or collide with another.
/// </summary>
internal static class StoreNames
{
    /// <summary>
    /// Escapes an id: letters, digits and '-' stay; any other byte, '.', '/' and '_' included, becomes % and two
    /// hexadecimal digits.
    /// </summary>
    public static string Stem(string beginString, string senderCompId, string targetCompId)
    {
        var name = new StringBuilder();
        Escape(name, beginString);
        name.Append('_');
        Escape(name, senderCompId);
        name.Append('_');
        Escape(name, targetCompId);
        return name.ToString();
    }

    public static string Lock(string stem) => stem + ".lock";

    public static string Control(string stem) => stem + ".ctl";

    public static string Segment(string stem, long epoch, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{stem}.{epoch:D6}.{number:D6}.seg");

    /// <summary>Parses epoch and number of a segment's file name; false for any other file.</summary>
    public static bool TryParseSegment(string stem, string fileName, out long epoch, out int number)
    {
        epoch = 0;
        number = 0;
        if (!fileName.StartsWith(stem + ".", StringComparison.Ordinal)
            || !fileName.EndsWith(".seg", StringComparison.Ordinal))
        {
            return false;
        }

        string[] parts = fileName[(stem.Length + 1)..^4].Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out epoch)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Parses the ids of a stem; false for the name of any other file.</summary>
    public static bool TryParseStem(string stem, out StoredSession session)
    {
        session = default;
        string[] parts = stem.Split('_');
        if (parts.Length != 3)
            return false;
        session = new StoredSession(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]),
            Uri.UnescapeDataString(parts[2]));
        return Stem(session.BeginString, session.SenderCompId, session.TargetCompId) == stem;
    }

    private static void Escape(StringBuilder name, string id)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(id))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b == '-')
                name.Append((char)b);
            else
                name.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
    }
}
