namespace HedgeFast.Fix.Codec;

/// <summary>What stands at the front of the received bytes.</summary>
public enum FrameStatus : byte
{
    /// <summary>Not yet a whole message.</summary>
    NeedMore = 0,

    /// <summary>A message whose length and checksum hold.</summary>
    Message = 1,

    /// <summary>Bytes that can't be a message.</summary>
    Garbled = 2,

    /// <summary>A message that announces more bytes than are accepted; waiting for it would stall for ever, so the connection has to go.</summary>
    TooLarge = 3,
}
