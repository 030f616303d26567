namespace HedgeFast.Fix.Codec;

/// <summary>How strictly a byte stream is cut into messages.</summary>
[Flags]
public enum FramingRules : byte
{
    /// <summary>The checksum must hold, and after garbage the next "8=FIX" is a message's start.</summary>
    Strict = 0,

    /// <summary>The three digits of the checksum may have any value.</summary>
    AnyChecksum = 1,

    /// <summary>
    /// A message whose BodyLength is wrong is dropped up to the first trailer found behind the place where that length points, as QuickFIX does. A good message can
    /// be swallowed with it; the other side resends that one.
    /// </summary>
    DropThroughTrailer = 2,
}
