using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix;

/// <summary>An initiator and an acceptor back to back in memory, on one manual clock.</summary>
internal sealed class SessionPair
{
    public const long Second = 1_000_000_000;

    private readonly FixFrameBuffer _inputA = new(8192);
    private readonly FixFrameBuffer _inputB = new(8192);
    private long _stepOfA;

    public SessionPair(bool reset = false)
    {
        StoreA = new MemoryMessageStore();
        StoreB = new MemoryMessageStore();
        A = new FixSession(
            Settings("HEDGE", "VENUE") with { ResetOnLogon = reset }, FixRole.Initiator, StoreA, AppA, WireA);
        B = new FixSession(Settings("VENUE", "HEDGE"), FixRole.Acceptor, StoreB, AppB, WireB);
        AppA.Replays = type => type[0] != MsgTypes.NewOrderSingle;
    }

    public ManualTime Time { get; } = new();

    public MemoryMessageStore StoreA { get; }

    public MemoryMessageStore StoreB { get; }

    public RecordingApplication AppA { get; } = new();

    public RecordingApplication AppB { get; } = new();

    public WireEnd WireA { get; } = new();

    public WireEnd WireB { get; } = new();

    public FixSession A { get; }

    public FixSession B { get; }

    public static FixSessionSettings Settings(string sender, string target) =>
        new() { SenderCompId = sender, TargetCompId = target, StoreDirectory = "unused" };

    public void Connect()
    {
        WireA.Reopen();
        WireB.Reopen();
        _inputA.Clear();
        _inputB.Clear();
        B.OnConnected(Time.Mono, Time.Utc);
        A.OnConnected(Time.Mono, UtcOf(A));
    }

    /// <summary>Carries messages to and fro until both sides are quiet.</summary>
    public void Run()
    {
        for (int round = 0; round < 10_000; round++)
        {
            int moved = Carry(WireA, _inputB, B) + Carry(WireB, _inputA, A);
            moved += A.OnTimer(Time.Mono, UtcOf(A)) + B.OnTimer(Time.Mono, Time.Utc);
            if (WireA.Closed is not null && WireA.InFlight.Count == 0)
                B.OnDisconnected("closed by the other side");
            if (WireB.Closed is not null && WireB.InFlight.Count == 0)
                A.OnDisconnected("closed by the other side");
            if (moved == 0 && WireA.InFlight.Count + WireB.InFlight.Count == 0)
                return;
        }

        Assert.Fail("The two sessions never become quiet.");
    }

    public void ConnectAndRun()
    {
        Connect();
        Run();
    }

    /// <summary>A broken cable: what is in flight is lost.</summary>
    public void Cut()
    {
        WireA.Close("cut");
        WireB.Close("cut");
        WireA.InFlight.Clear();
        WireB.InFlight.Clear();
        A.OnDisconnected("cut");
        B.OnDisconnected("cut");
    }

    /// <summary>Lets time pass in steps of 100 ms.</summary>
    public void Pass(double seconds)
    {
        for (int i = 0; i < (int)Math.Round(seconds * 10); i++)
        {
            Time.Advance(Second / 10);
            Run();
        }
    }

    /// <summary>Sets the wall clock of A alone, as on a machine of its own.</summary>
    public void StepClockOfA(long nanos) => _stepOfA += nanos;

    public static bool Send(FixSession session, byte type, string id)
    {
        FixBody body = session.Begin([type]);
        body.Add(Tags.ClOrdID, FixText.Raw(id));
        return session.TrySend(ref body);
    }

    private long UtcOf(FixSession session) => Time.Utc + (session == A ? _stepOfA : 0);

    private int Carry(WireEnd from, FixFrameBuffer input, FixSession to)
    {
        int moved = 0;
        while (from.InFlight.TryDequeue(out byte[]? message))
        {
            moved++;
            if (to.State == FixSessionState.Disconnected)
                continue;
            Assert.Equal(message.Length, input.Append(message));
            to.OnBytes(input, int.MaxValue, Time.Mono, UtcOf(to));
        }

        return moved;
    }
}
