using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix;

/// <summary>Writes down what a session says to its application, one short line per call.</summary>
internal sealed class RecordingApplication : IFixApplication
{
    public List<string> Events { get; } = [];

    public Func<ReadOnlySpan<byte>, bool> Replays { get; set; } = _ => true;

    public Action<FixSession, string>? Handler { get; set; }

    public IEnumerable<string> Messages => Events.Where(e => !e.StartsWith("log", StringComparison.Ordinal));

    public void OnLogon(FixSession session) => Events.Add("logon");

    public void OnLogout(FixSession session, string reason) => Events.Add("logout");

    public void OnMessage(FixSession session, in FixMessage message)
    {
        string text = message.TryGet(Tags.ClOrdID, out ReadOnlySpan<byte> id) ? Encoding.Latin1.GetString(id) : "-";
        string line = $"{Encoding.ASCII.GetString(message.MsgType)} {text}";
        Events.Add(line);
        Handler?.Invoke(session, line);
    }

    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => Replays(msgType);
}
