using System.Net.Sockets;

namespace HedgeFast.Fix.Transport;

/// <summary>Why a channel ended, in the words that logs and tests see.</summary>
internal static class ChannelTexts
{
    public const string Closed = "closed by the other side";

    public static string ReceiveFailed(SocketError error) => $"receive failed: {error}";

    public static string SendFailed(SocketError error) => $"send failed: {error}";
}
