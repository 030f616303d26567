using System.Globalization;
using System.Text;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>Keeps the FIX messages of a world as text, where they are wanted.</summary>
internal sealed class WorldRecord
{
    private readonly World _world;
    private readonly Dictionary<(SimLink, bool), StringBuilder> _parts = [];

    public WorldRecord(World world)
    {
        _world = world;
        world.Network.Sent += OnSent;
    }

    /// <summary>Whether FIX messages are kept.</summary>
    public bool IsKept { get; set; }

    /// <summary>FIX messages of both sides in order, SOH as |.</summary>
    public List<string> Messages { get; } = [];

    private void OnSent(SimLink link, bool fromClient, ReadOnlySpan<byte> bytes)
    {
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
