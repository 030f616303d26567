using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Fuzz;

/// <summary>
/// Receives the inputs: a frame buffer, and a session that is connected anew whenever the session has ended.
/// </summary>
internal sealed class FuzzState : IDisposable
{
    private const long StepNanos = 700_000_000;

    private readonly ManualTime _time = new();
    private readonly MemoryMessageStore _store = new();
    private readonly RecordingApplication _application = new();
    private readonly CountingOutput _output = new();
    private readonly FixFrameBuffer _input;
    private readonly FixSession _session;

    public FuzzState(int largestMessage, Func<FixSessionSettings, FixSessionSettings>? change)
    {
        Frames = new FixFrameBuffer(largestMessage);
        _input = new FixFrameBuffer(largestMessage);
        FixSessionSettings settings = SessionPair.Settings("HEDGE", "VENUE") with
        {
            MaxMessageBytes = largestMessage,
            ResetOnLogon = true,
            MaxSendingTimeSkewNanos = 0,
        };
        _session = new FixSession(
            change?.Invoke(settings) ?? settings, FixRole.Acceptor, _store, _application, _output);
    }

    public FixFrameBuffer Frames { get; }

    /// <summary>Whatever was read, so that nothing is optimised away.</summary>
    public long Sum { get; set; }

    /// <summary>Whole messages that the session took.</summary>
    public long Taken => _session.Counters.Received;

    public void Feed(byte[] bytes)
    {
        if (_session.State == FixSessionState.Disconnected)
            Connect();
        int fed = 0;
        for (int turn = 0; fed < bytes.Length && _session.State != FixSessionState.Disconnected; turn++)
        {
            Assert.True(turn < 1000, "The session does not get on.");
            fed += _input.Append(bytes.AsSpan(fed));
            _session.OnBytes(_input, 16, _time.Mono, _time.Utc);
        }

        _output.IsFull = !_output.IsFull && bytes.Length % 5 == 0;
        _time.Advance(StepNanos);
        _session.OnTimer(_time.Mono, _time.Utc);
        _application.Events.Clear();
    }

    public void Dispose() => _store.Dispose();

    private void Connect()
    {
        _input.Clear();
        _output.IsFull = false;
        _session.OnConnected(_time.Mono, _time.Utc);
        _input.Append(FixText.Frame("35=A|34=1|49=VENUE|52=20260302-14:30:00|56=HEDGE|98=0|108=30|"));
        _session.OnBytes(_input, 1, _time.Mono, _time.Utc);
    }
}
