using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Session;

/// <summary>
/// A session whose disk or password file fails while orders are out: it ends its connection at most, never the thread
/// that runs it.
/// </summary>
public sealed class FailingSurroundingsTests
{
    [Fact]
    public void A_message_that_can_not_be_stored_does_not_leave_and_keeps_its_number_free()
    {
        using var store = new FullStore();
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator, store: store).LogOn();
        peer.Heard();
        long next = peer.Session.NextOutgoing;
        store.IsFull = true;
        Assert.False(SessionPair.Send(peer.Session, MsgTypes.OrderStatusRequest, "x"));
        Assert.Equal(next, peer.Session.NextOutgoing);
        Assert.Empty(peer.Heard());
        Assert.Equal("No space left on device", peer.Session.StoreFailure);
        Assert.True(peer.Session.IsLoggedOn);

        store.IsFull = false;
        Assert.True(SessionPair.Send(peer.Session, MsgTypes.OrderStatusRequest, "y"));
        Assert.Equal(next + 1, peer.Session.NextOutgoing);
    }

    [Fact]
    public void A_heartbeat_that_can_not_be_stored_ends_the_connection_with_the_cause()
    {
        using var store = new FullStore();
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator, store: store).LogOn();
        store.IsFull = true;
        peer.Say('1', peer.Session.NextIncoming, "112=still there?|");
        Assert.Equal(FixSessionState.Disconnected, peer.Session.State);
        Assert.Equal("the message store takes nothing more: No space left on device", peer.Session.LastReason);
        Assert.Equal("logout", peer.App.Events.Last());
    }

    [Fact]
    public void A_password_that_can_not_be_read_at_a_logon_ends_that_connection_alone()
    {
        var password = new AbsentPassword { IsAbsent = true };
        ScriptedPeer peer = new(FixRole.Initiator, settings => settings with { LogonSignature = password });
        Assert.Equal(FixSessionState.Disconnected, peer.Session.State);
        Assert.Equal("no logon was sent: The secret file:pw can't be read.", peer.Session.LastReason);
        Assert.Equal(SessionEnd.Lost, peer.Session.LastEnd);
        Assert.Empty(peer.Heard());

        password.IsAbsent = false;
        peer.Connect();
        Assert.Equal(FixSessionState.AwaitingLogon, peer.Session.State);
        Assert.Single(peer.Heard());
    }

    [Fact]
    public void A_password_that_can_not_be_read_when_the_peer_resets_ends_that_connection_alone()
    {
        var password = new AbsentPassword();
        ScriptedPeer peer = new ScriptedPeer(FixRole.Initiator, settings => settings with
        {
            LogonSignature = password,
            PeerReset = PeerResetRule.Accept,
        }).LogOn();
        peer.Heard();
        password.IsAbsent = true;
        Assert.Empty(peer.Say('A', 1, "98=0|108=30|141=Y|"));
        Assert.Equal(FixSessionState.Disconnected, peer.Session.State);
        Assert.Equal("no logon was sent: The secret file:pw can't be read.", peer.Session.LastReason);
        Assert.Equal("logout", peer.App.Events.Last());

        password.IsAbsent = false;
        peer.Connect();
        peer.LogOn();
    }

    [Fact]
    public void A_password_that_can_not_be_read_at_our_reset_ends_that_connection_alone()
    {
        var password = new AbsentPassword();
        ScriptedPeer peer = new ScriptedPeer(
            FixRole.Initiator, settings => settings with { LogonSignature = password }).LogOn();
        password.IsAbsent = true;
        Assert.False(peer.Session.TryReset());
        Assert.Equal(FixSessionState.Disconnected, peer.Session.State);

        password.IsAbsent = false;
        peer.Connect();
        Assert.Equal(FixSessionState.AwaitingLogon, peer.Session.State);
    }

    private sealed class AbsentPassword : ILogonSignature
    {
        public bool IsAbsent { get; set; }

        public void Sign(scoped ref FixBody logon, in LogonHeader header)
        {
            if (IsAbsent)
                throw new SecretException("The secret file:pw can't be read.");
        }
    }

    private sealed class FullStore : IMessageStore
    {
        private const string NoSpace = "No space left on device";
        private readonly MemoryMessageStore _inner = new();

        public bool IsFull { get; set; }

        public string? Failure => IsFull ? NoSpace : null;

        public long NextOutgoing => _inner.NextOutgoing;

        public long NextIncoming
        {
            get => _inner.NextIncoming;
            set => _inner.NextIncoming = value;
        }

        public void Append(long seqNum, ReadOnlySpan<byte> message)
        {
            if (IsFull)
                throw new IOException(NoSpace);
            _inner.Append(seqNum, message);
        }

        public void RemoveLast(long seqNum) => _inner.RemoveLast(seqNum);

        public void ReadRange(long first, long last, IStoredMessageVisitor visitor) =>
            _inner.ReadRange(first, last, visitor);

        public void Reset() => _inner.Reset();

        public void Maintain() => _inner.Maintain();

        public void Dispose() => _inner.Dispose();
    }
}
