using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix;

/// <summary>
/// The other side of one real session, which says whatever a test wants, right or wrong. We are HEDGE, the peer is
/// VENUE.
/// </summary>
internal sealed class ScriptedPeer
{
    private readonly FixFrameBuffer _input = new(8192);
    private int _read;

    public ScriptedPeer(
        FixRole role, Func<FixSessionSettings, FixSessionSettings>? change = null, IMessageStore? store = null)
    {
        FixSessionSettings settings = SessionPair.Settings("HEDGE", "VENUE");
        Session = new FixSession(change is null ? settings : change(settings), role, store ?? Store, App, Wire);
        Connect();
    }

    public ManualTime Time { get; } = new();

    public MemoryMessageStore Store { get; } = new();

    public RecordingApplication App { get; } = new();

    public WireEnd Wire { get; } = new();

    public FixSession Session { get; }

    public void Connect()
    {
        Wire.Reopen();
        Session.OnConnected(Time.Mono, Time.Utc);
    }

    /// <summary>
    /// Says a message with a right header in front of <paramref name="body"/>, and returns what the session said in
    /// answer.
    /// </summary>
    public string[] Say(char type, long seq, string body = "", string header = "") =>
        SayFields($"35={type}|34={seq}|49=VENUE|56=HEDGE|52={Stamp()}|{header}{body}");

    /// <summary>Says the fields behind BodyLength as they are.</summary>
    public string[] SayFields(string fields, string beginString = "FIX.4.4") =>
        SayBytes(FixText.Frame(fields, beginString));

    public string[] SayBytes(byte[] bytes)
    {
        _input.Append(bytes);
        Session.OnBytes(_input, int.MaxValue, Time.Mono, Time.Utc);
        return Heard();
    }

    /// <summary>Messages of the session since the last call.</summary>
    public string[] Heard()
    {
        string[] news = [.. Wire.Log.Skip(_read)];
        _read = Wire.Log.Count;
        return news;
    }

    public string Stamp(double secondsFromNow = 0)
    {
        Span<byte> text = stackalloc byte[21];
        FixTimestamp.Write(text, Time.Utc + (long)(secondsFromNow * SessionPair.Second), 3);
        return FixText.Show(text);
    }

    /// <summary>
    /// Logs on as the initiator's counterpart or as an initiator, and leaves both sides expecting 3 (ours) and 3 or 2
    /// (the peer's).
    /// </summary>
    public ScriptedPeer LogOn()
    {
        Say('A', 1, "98=0|108=30|");
        if (Session.Role == FixRole.Initiator)
            Say('0', 2, "112=2|");
        Assert.True(Session.IsSynchronised);
        return this;
    }
}
