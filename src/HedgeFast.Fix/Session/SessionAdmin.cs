using System.Text;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session;

/// <summary>What an operator may do to a session: look at it, and set its numbers while it's down, two people agreeing. On the session's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="journal">Takes one line for every change, before it's made; when it throws, nothing is changed.</param>
public sealed class SessionAdmin(FixSession session, Action<string> journal)
{
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
    /// <exception cref="ArgumentException">The number is not positive, or one person would confirm himself.</exception>
    public void SetNextIncoming(long next, string by, string confirmedBy, long nowUtc)
    {
        Check(next >= 1, by, confirmedBy);
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
