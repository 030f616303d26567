using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Sender of a datagram: an address, IPv4 written as IPv6, and a port. The default is the one sender of a stream.
/// </summary>
/// <param name="High">First eight bytes of the address.</param>
/// <param name="Low">The other eight.</param>
/// <param name="Port">The port; 0 in a rule is any port.</param>
internal readonly record struct FeedSender(ulong High, ulong Low, int Port)
{
    private const ulong MappedIPv4 = 0xFFFF_0000_0000;

    /// <summary>Whether a rule names this sender.</summary>
    public bool IsNamedBy(in FeedSender rule) =>
        High == rule.High && Low == rule.Low && (rule.Port == 0 || rule.Port == Port);

    /// <summary>The sender of an address.</summary>
    public static FeedSender Of(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new FeedSender(
            BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), port);
    }

    /// <summary>Reads a sockaddr_in or sockaddr_in6 of Linux, as written by the kernel.</summary>
    public static FeedSender Of(ReadOnlySpan<byte> kernel)
    {
        int port = BinaryPrimitives.ReadUInt16BigEndian(kernel[2..]);
        return BinaryPrimitives.ReadUInt16LittleEndian(kernel) == (ushort)AddressFamily.InterNetwork
            ? new FeedSender(0, MappedIPv4 | BinaryPrimitives.ReadUInt32BigEndian(kernel[4..]), port)
            : new FeedSender(
                BinaryPrimitives.ReadUInt64BigEndian(kernel[8..]), BinaryPrimitives.ReadUInt64BigEndian(kernel[16..]),
                port);
    }

    /// <summary>Reads an address, or an address and a port (of IPv6 in brackets).</summary>
    public static bool TryParse(string text, out FeedSender rule)
    {
        rule = default;
        if (IPAddress.TryParse(text, out IPAddress? address)
            && !(text.Contains(']') && text.LastIndexOf(':') > text.IndexOf(']')))
        {
            rule = Of(address, 0);
            return true;
        }

        if (!IPEndPoint.TryParse(text, out IPEndPoint? endpoint) || endpoint.Port == 0)
            return false;
        rule = Of(endpoint.Address, endpoint.Port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Low);
        var address = new IPAddress(bytes);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, Port).ToString();
    }
}
