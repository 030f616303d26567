using HedgeFast.Fix.Session;

namespace HedgeFast.Fix.Transport;

/// <summary>A session together with what carries its bytes. One thread owns it.</summary>
public interface IFixLink : IDisposable
{
    /// <summary>The session.</summary>
    FixSession Session { get; }

    /// <summary>Whether the session has ended after <see cref="RequestLogout"/>; nothing reconnects then.</summary>
    bool IsLoggedOut { get; }

    /// <summary>Why the last connection or attempt ended; null before the first end.</summary>
    string? LastError { get; }

    /// <summary>Carries bytes both ways, keeps the session alive, and passes on at most <paramref name="messageLimit"/> messages.</summary>
    /// <returns>How much was done; 0 means idle.</returns>
    int DoWork(int messageLimit);

    /// <summary>Ends the session in order.</summary>
    void RequestLogout();
}
