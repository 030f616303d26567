using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>
/// Operator's access to a session: reads its state, sets its numbers while it's down, confirmed by two people.
/// </summary>
/// <remarks>Called on the session's thread.</remarks>
/// <param name="session">The session.</param>
/// <param name="journal">Receives one line for every change, before it's made; when it throws, nothing changes.</param>
public sealed class SessionAdmin(FixSession session, Action<string> journal)
{
    // Skipped numbers are stored one by one, so that a resend finds them.
    private const long SkipMax = 1_000_000;

    /// <summary>
    /// Opens a session on a store that no process holds, to read and set its numbers; it never connects.
    /// </summary>
    /// <param name="ids">Ids of the session.</param>
    /// <param name="store">Its store, which stays the caller's.</param>
    /// <param name="journal">As for the constructor.</param>
    /// <exception cref="ArgumentException">No session can have these ids.</exception>
    public static SessionAdmin Of(StoredSession ids, IMessageStore store, Action<string> journal)
    {
        var settings = new FixSessionSettings
        {
            BeginString = ids.BeginString,
            SenderCompId = ids.SenderCompId,
            TargetCompId = ids.TargetCompId,
            StoreDirectory = "",
        };
        var session = new FixSession(settings, FixRole.Initiator, store, new NoApplication(), new NoConnection());
        return new SessionAdmin(session, journal);
    }

    /// <summary>Reads the session's state.</summary>
    public SessionStatus Read() => session.ReadStatus();

    /// <summary>
    /// Expects <paramref name="next"/> from the peer. Lower than now, messages arrive twice; higher, some never.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session has a connection.</exception>
    /// <exception cref="ArgumentException">
    /// The number is not positive or beyond the range of a session, or one person would confirm himself.
    /// </exception>
    public void SetNextIncoming(long next, string by, string confirmedBy, long nowUtc)
    {
        Check(next is >= 1 and <= SequenceGate.NumberMax, by, confirmedBy);
        Write("incoming", session.NextIncoming, next, by, confirmedBy, nowUtc);
        session.SetNextIncoming(next);
    }

    /// <summary>
    /// Sends under <paramref name="next"/> from now on; a resend gap-fills the skipped numbers. Only a reset lowers
    /// numbers.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session has a connection.</exception>
    /// <exception cref="ArgumentException">
    /// The number is lower than now or more than a million higher, or one person would confirm himself.
    /// </exception>
    public void RaiseNextOutgoing(long next, string by, string confirmedBy, long nowUtc)
    {
        Check(next >= session.NextOutgoing && next - session.NextOutgoing <= SkipMax, by, confirmedBy);
        Write("outgoing", session.NextOutgoing, next, by, confirmedBy, nowUtc);
        session.RaiseNextOutgoing(next, nowUtc);
    }

    private void Check(bool isInRange, string by, string confirmedBy)
    {
        if (session.State != FixSessionState.Disconnected)
            throw new InvalidOperationException("The numbers of a session that stands are not set by hand.");
        if (!isInRange)
            throw new ArgumentException("The number is out of range.");
        bool areTwo = !string.IsNullOrWhiteSpace(by)
            && !string.IsNullOrWhiteSpace(confirmedBy)
            && !string.Equals(by.Trim(), confirmedBy.Trim(), StringComparison.OrdinalIgnoreCase);
        if (!areTwo)
            throw new ArgumentException("Two people have to agree.");
    }

    private void Write(string which, long from, long to, string by, string confirmedBy, long nowUtc)
    {
        Span<byte> time = stackalloc byte[FixTimestamp.Length(3)];
        FixTimestamp.Write(time, nowUtc, 3);
        string ids = $"{session.SenderCompId}>{session.TargetCompId}";
        string people = $"by {by.Trim()}, confirmed by {confirmedBy.Trim()}";
        journal($"{Encoding.ASCII.GetString(time)} {ids} next {which} {from} -> {to} {people}");
    }

    private sealed class NoApplication : IFixApplication
    {
        public void OnLogon(FixSession session)
        {
        }

        public void OnLogout(FixSession session, string reason)
        {
        }

        public void OnMessage(FixSession session, in FixMessage message)
        {
        }

        public bool ShouldReplay(ReadOnlySpan<byte> msgType) => false;
    }

    private sealed class NoConnection : IFixOutput
    {
        public bool TrySend(ReadOnlySpan<byte> message) => false;

        public void Close(string reason)
        {
        }
    }
}

/// <summary>State of a session, as an operator reads it.</summary>
/// <param name="State">Its state.</param>
/// <param name="NextIncoming">Number expected next.</param>
/// <param name="NextOutgoing">Number of the next message out; one more than the store holds.</param>
/// <param name="GapEnd">Highest number seen beyond a gap, or 0 without a gap.</param>
/// <param name="HeldMessages">Messages held until the gap is filled.</param>
/// <param name="LastReceivedMono">
/// Time of the last valid message in, monotonic nanoseconds; of the last logon before one.
/// </param>
/// <param name="LastSentMono">Time of the last message out, likewise.</param>
/// <param name="LastReason">Reason of the last disconnect.</param>
public sealed record SessionStatus(
    FixSessionState State,
    long NextIncoming,
    long NextOutgoing,
    long GapEnd,
    int HeldMessages,
    long LastReceivedMono,
    long LastSentMono,
    string? LastReason);
