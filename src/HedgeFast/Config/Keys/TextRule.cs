namespace HedgeFast.Config.Keys;

/// <summary>Rules for the text of a key.</summary>
internal enum TextRule
{
    /// <summary>Anything without control characters.</summary>
    Any,

    /// <summary>Letters, digits and '-', 1 to 12 characters, for a part of every ClOrdID.</summary>
    Instance,

    /// <summary>Printable ASCII without '=' and SOH, 1 to 64 characters, for the value of a FIX field.</summary>
    FixValue,

    /// <summary>A host name or an address.</summary>
    Host,

    /// <summary>A time that <see cref="HedgeFast.Core.Book.UtcTime"/> reads, or empty.</summary>
    Expiry,

    /// <summary>A time of day, HH:MM, or empty.</summary>
    Clock,

    /// <summary><c>now</c>, or a time that <see cref="HedgeFast.Core.Book.UtcTime"/> reads.</summary>
    Time,

    /// <summary>A time zone of the IANA database that this machine knows.</summary>
    TimeZone,

    /// <summary>An IPv4 multicast group, 224.0.0.0 to 239.255.255.255, or empty.</summary>
    Group,

    /// <summary>Hosts with their ports, <c>host:port,host:port</c>, or empty.</summary>
    Hosts,

    /// <summary>An address, or an address and a port.</summary>
    Source,

    /// <summary>SHA-256 pins of 64 hexadecimal digits, separated by commas, or empty.</summary>
    Pins,
}
