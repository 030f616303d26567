using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Transport;

/// <summary>A session together with its transport. One thread owns it.</summary>
public interface IFixTransport : IDisposable
{
    /// <summary>The session.</summary>
    FixSession Session { get; }

    /// <summary>Whether the session has ended after <see cref="RequestLogout"/>; nothing reconnects then.</summary>
    bool IsLoggedOut { get; }

    /// <summary>Why the last connection or attempt ended; null before the first end.</summary>
    string? LastError { get; }

    /// <summary>Stage of the connection.</summary>
    FixLink Link { get; }

    /// <summary>How long nothing is tried, nanoseconds; 0 while something is.</summary>
    long WaitNanos { get; }

    /// <summary>Where it's connected to, or connects next.</summary>
    FixHost Host { get; }

    /// <summary>
    /// Carries bytes both ways, keeps the session alive, and passes on at most <paramref name="messageLimit"/>
    /// messages.
    /// </summary>
    /// <returns>How much was done; 0 means idle.</returns>
    int DoWork(int messageLimit);

    /// <summary>
    /// Tries again after a final refusal (<see cref="FixLink.Refused"/>) that an operator has cleared. The pauses
    /// between logons hold.
    /// </summary>
    /// <returns>False when nothing was stopped.</returns>
    bool Resume();

    /// <summary>Ends the session in order.</summary>
    void RequestLogout();
}
