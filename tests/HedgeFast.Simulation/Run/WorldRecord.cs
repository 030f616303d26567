using System.Globalization;
using System.Text;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>Hashes every byte that a world sends, stores and tells, and keeps the FIX messages where wanted.</summary>
internal sealed class WorldRecord
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    private readonly World _world;
    private readonly Dictionary<(SimLink, bool), StringBuilder> _parts = [];
    private ulong _hash = Offset;

    public WorldRecord(World world)
    {
        _world = world;
        world.Network.Sent += OnSent;
    }

    /// <summary>Whether FIX messages are kept.</summary>
    public bool IsKept { get; set; }

    /// <summary>FIX messages of both sides in order, SOH as |.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>FNV-1a over 64 bits of FIX and feed bytes in order, then of the disk's files and the alerts.</summary>
    public ulong Hash()
    {
        ulong hash = _hash;
        foreach (string path in _world.Disk.Files().Order(StringComparer.Ordinal))
        {
            hash = Mix(hash, Encoding.UTF8.GetBytes(path));
            hash = Mix(hash, _world.Disk.Read(path));
        }

        return Mix(hash, Encoding.UTF8.GetBytes(_world.Alerts.ToString()));
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            hash = (hash ^ b) * Prime;
        return hash;
    }

    private void OnSent(SimLink link, bool fromClient, ReadOnlySpan<byte> bytes)
    {
        _hash = Mix((_hash ^ (fromClient ? 1ul : 2)) * Prime, bytes);
        if (IsKept && link.Port == WorldPlan.FixPort)
            Keep(link, fromClient, bytes);
    }

    // A send may hold a part of a message, or several.
    private void Keep(SimLink link, bool fromClient, ReadOnlySpan<byte> bytes)
    {
        if (!_parts.TryGetValue((link, fromClient), out StringBuilder? part))
            _parts.Add((link, fromClient), part = new StringBuilder());
        part.Append(Encoding.Latin1.GetString(bytes).Replace('\u0001', '|'));
        string text = part.ToString();
        for (int end; (end = EndOf(text)) > 0; text = text[end..])
        {
            string sender = fromClient ? link.ClientHost : WorldPlan.VenueHost;
            Messages.Add(string.Create(
                CultureInfo.InvariantCulture, $"{_world.Timeline.Now / 1e9:F6} {sender,-8} {text[..end]}"));
        }

        part.Clear().Append(text);
    }

    private static int EndOf(string text)
    {
        int trailer = text.IndexOf("|10=", StringComparison.Ordinal);
        return trailer >= 0 && trailer + 8 <= text.Length ? trailer + 8 : 0;
    }
}
