namespace HedgeFast.Fix.Codec;

/// <summary>One field of a message, over the message's own bytes.</summary>
public readonly ref struct FixField
{
    internal FixField(int tag, ReadOnlySpan<byte> value)
    {
        Tag = tag;
        Value = value;
    }

    /// <summary>Field number, positive.</summary>
    public int Tag { get; }

    /// <summary>Value without the closing SOH. A data field may contain SOH and '='.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
