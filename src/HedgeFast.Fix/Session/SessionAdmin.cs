using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Store;

namespace HedgeFast.Fix.Session;

/// <summary>What an operator may do to a session: look at it, and set its numbers while it's down, two people agreeing. On the session's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="journal">Takes one line for every change, before it's made; when it throws, nothing is changed.</param>
public sealed class SessionAdmin(FixSession session, Action<string> journal)
{
    /// <summary>
    /// The session of a store that nobody has open, so that its numbers can be looked at and set; it never connects.
    /// </summary>
    /// <param name="ids">Which session.</param>
    /// <param name="store">Its store, which stays the caller's.</param>
    /// <param name="journal">As for the constructor.</param>
    /// <exception cref="ArgumentException">The ids are none that a session can have.</exception>
    public static SessionAdmin Of(StoredSession ids, IMessageStore store, Action<string> journal)
    {
        var settings = new FixSessionSettings
        {
            BeginString = ids.BeginString,
            SenderCompId = ids.SenderCompId,
            TargetCompId = ids.TargetCompId,
            StoreDirectory = "",
        };
        return new SessionAdmin(new FixSession(settings, FixRole.Initiator, store, new Nobody(), new Nowhere()),
            journal);
    }

    // Numbers that are skipped are stored one by one, so that a resend finds them.
    private const long SkipMax = 1_000_000;

    /// <summary>Where the session stands.</summary>
    public SessionStatus Read() => new(
        session.State,
        session.NextIncoming,
        session.NextOutgoing,
        session.Gate.HasGap ? session.Gate.SeenHigh : 0,
        session.Inbound.HeldCount,
        session.Life.Liveness.LastReceived,
        session.Life.Liveness.LastSent,
        session.LastReason);

    /// <summary>Expects <paramref name="next"/> from the other side. Lower than now, messages come twice; higher, some never come.</summary>
    /// <exception cref="InvalidOperationException">The session has a connection.</exception>
    /// <exception cref="ArgumentException">The number is not positive or beyond what a session counts to, or one person
    /// would confirm himself.</exception>
    public void SetNextIncoming(long next, string by, string confirmedBy, long nowUtc)
    {
        Check(next is >= 1 and <= SequenceGate.NumberMax, by, confirmedBy);
        Write("incoming", session.NextIncoming, next, by, confirmedBy, nowUtc);
        session.Store.NextIncoming = next;
    }

    /// <summary>Sends under <paramref name="next"/> from now on; what is skipped is gap-filled when asked for. Numbers go down by a reset only.</summary>
    /// <exception cref="InvalidOperationException">The session has a connection.</exception>
    /// <exception cref="ArgumentException">The number is lower than now or more than a million higher, or one person would confirm himself.</exception>
    public void RaiseNextOutgoing(long next, string by, string confirmedBy, long nowUtc)
    {
        Check(next >= session.NextOutgoing && next - session.NextOutgoing <= SkipMax, by, confirmedBy);
        Write("outgoing", session.NextOutgoing, next, by, confirmedBy, nowUtc);
        session.Outbox.SkipTo(next, nowUtc);
    }

    private sealed class Nobody : IFixApplication
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

    private sealed class Nowhere : IFixOutput
    {
        public bool TrySend(ReadOnlySpan<byte> message) => false;

        public void Close(string reason)
        {
        }
    }

    private void Check(bool isInRange, string by, string confirmedBy)
    {
        if (session.State != FixSessionState.Disconnected) throw new InvalidOperationException("The numbers of a session that stands are not set by hand.");
        if (!isInRange) throw new ArgumentException("The number is out of range.");
        bool areTwo = !string.IsNullOrWhiteSpace(by) && !string.IsNullOrWhiteSpace(confirmedBy) && !string.Equals(by.Trim(), confirmedBy.Trim(), StringComparison.OrdinalIgnoreCase);
        if (!areTwo) throw new ArgumentException("Two people have to agree.");
    }

    private void Write(string which, long from, long to, string by, string confirmedBy, long nowUtc)
    {
        Span<byte> time = stackalloc byte[FixTimestamp.Length(3)];
        FixTimestamp.Write(time, nowUtc, 3);
        journal($"{Encoding.ASCII.GetString(time)} {session.SenderCompId}>{session.TargetCompId} next {which} {from} -> {to} by {by.Trim()}, confirmed by {confirmedBy.Trim()}");
    }
}
