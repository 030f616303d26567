using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// Limits each address on a listening side: pauses after refused logons, and TLS handshakes a second.
/// </summary>
/// <remarks>
/// After some refused logons its connections are closed at once for a while, longer each time. The table of addresses
/// is bounded; the longest unseen is dropped first.
/// </remarks>
internal sealed class SourceGuard(FixAcceptorSettings settings)
{
    private const int SourcesMax = 1024;
    private const int DoublingsMax = 6;
    private const long SecondNanos = 1_000_000_000;
    private const long ForgiveNanos = 60 * SecondNanos;

    private readonly Dictionary<IPAddress, LinkedListNode<Source>> _sources = [];

    // The longest unseen first.
    private readonly LinkedList<Source> _bySight = new();
    private readonly RateLimiter _handshakes = new(settings.HandshakesPerSecond, SecondNanos);

    /// <summary>Key of an address: IPv4 whole, IPv6 by its first 64 bits, which one host has to itself.</summary>
    public static IPAddress KeyOf(StreamSocket stream)
    {
        if (stream.Remote is not { } peer)
            return IPAddress.None;
        if (peer.Address.IsIPv4MappedToIPv6)
            return peer.Address.MapToIPv4();
        if (peer.AddressFamily != AddressFamily.InterNetworkV6)
            return peer.Address;
        byte[] bytes = peer.Address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>Whether connections from there are closed at once.</summary>
    public bool IsPaused(IPAddress source, long nowMono) =>
        _sources.TryGetValue(source, out LinkedListNode<Source>? known) && nowMono < known.Value.PausedUntil;

    /// <summary>A logon from there was refused.</summary>
    public void Refused(IPAddress source, long nowMono)
    {
        Source known = Of(source, nowMono);
        if (nowMono - Math.Max(known.LastRefusal, known.PausedUntil) >= ForgiveNanos)
            known.Refusals = 0;
        known.LastRefusal = nowMono;
        int beyond = ++known.Refusals - settings.RefusalsBeforePause;
        if (beyond >= 0)
            known.PausedUntil = nowMono + (SecondNanos << Math.Min(beyond, DoublingsMax));
    }

    /// <summary>A logon from there was right.</summary>
    public void Welcomed(IPAddress source)
    {
        if (_sources.Remove(source, out LinkedListNode<Source>? known))
            _bySight.Remove(known);
    }

    /// <summary>Whether a TLS handshake with it may begin now; counts it.</summary>
    public bool TryHandshake(IPAddress source, long nowMono)
    {
        if (nowMono < _handshakes.NextAllowed)
            return false;
        Source known = Of(source, nowMono);
        if (nowMono - known.HandshakesFrom >= SecondNanos)
            (known.HandshakesFrom, known.Handshakes) = (nowMono, 0);
        if (known.Handshakes >= settings.HandshakesPerSecondOfOne)
            return false;
        known.Handshakes++;
        _handshakes.Add(nowMono);
        return true;
    }

    private Source Of(IPAddress source, long nowMono)
    {
        if (_sources.TryGetValue(source, out LinkedListNode<Source>? known))
        {
            _bySight.Remove(known);
            _bySight.AddLast(known);
            return known.Value;
        }

        if (_sources.Count == SourcesMax)
        {
            _sources.Remove(_bySight.First!.Value.Address);
            _bySight.RemoveFirst();
        }

        var first = new Source(source)
        {
            HandshakesFrom = nowMono,
            LastRefusal = nowMono,
            PausedUntil = nowMono
        };
        _sources.Add(source, _bySight.AddLast(first));
        return first;
    }

    private sealed class Source(IPAddress address)
    {
        public readonly IPAddress Address = address;
        public long LastRefusal;
        public long PausedUntil;
        public long HandshakesFrom;
        public int Handshakes;
        public int Refusals;
    }
}
