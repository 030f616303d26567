using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>Options of our TCP sockets.</summary>
internal static class SocketRules
{
    private const int TcpLevel = 6;
    private const int TcpUserTimeout = 18; // TCP_USER_TIMEOUT of Linux, milliseconds.
    private const long NanosPerMilli = 1_000_000;

    /// <summary>
    /// No call waits, no small segment is held back, and a peer that is gone is noticed while we send.
    /// </summary>
    public static void Apply(Socket socket, long unacknowledgedNanosMax)
    {
        socket.Blocking = false;
        socket.NoDelay = true;
        if (unacknowledgedNanosMax == 0 || !OperatingSystem.IsLinux())
            return;
        int millis = (int)Math.Clamp(unacknowledgedNanosMax / NanosPerMilli, 1, int.MaxValue);
        socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes(millis));
    }
}
