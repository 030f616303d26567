using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// An order port and a counterpart that says whatever a test wants, over a real loopback connection on one thread.
/// </summary>
internal sealed class OrderPortRig : IFixApplication, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-port-").FullName;
    private readonly FixAcceptor _acceptor;
    private int _limit = 64;

    /// <param name="create">Makes the port of a session that connects to an address.</param>
    public OrderPortRig(Func<FixSessionSettings, FixEndpoint, IOrderPort> create)
    {
        _acceptor = new FixAcceptor(
            new FixAcceptorSettings
            {
                Sessions = [SessionPair.Settings("VENUE", "HEDGE")],
            }, this, TimeProvider.System, _ =>
                new MemoryMessageStore());
        FixSessionSettings settings = SessionPair.Settings("HEDGE", "VENUE") with
        {
            StoreDirectory = _folder,
            SenderSubId = "DESK-7",
        };
        var endpoint = new FixEndpoint
        {
            Host = "127.0.0.1",
            Port = _acceptor.BoundPort,
            ReconnectMinNanos = 1_000_000,
            ReconnectMaxNanos = 2_000_000,
        };
        Port = create(settings, endpoint);
    }

    public IOrderPort Port { get; }

    public RecordingExecutions Executions { get; } = new();

    public ExecutionEvent Last => Executions.Events[^1];

    /// <summary>Every message of the port, as text.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Refuses on session level what a test picks.</summary>
    public Func<byte, bool> Refuses { get; set; } = _ => false;

    private FixSession Venue => _acceptor.Sessions[0];

    public static OrderIntent Intent(IntentKind kind, long orderId = 1, long requestId = 0, long knownId = 0) => new()
    {
        Kind = kind,
        OrderId = orderId,
        RequestId = requestId,
        KnownId = knownId,
        LimitTicks = 600_005,
        Lots = 12,
        Side = Side.Sell,
        TimeInForce = TimeInForce.ImmediateOrCancel,
    };

    public static string Field(string message, int tag) =>
        message.Split('|').First(field => field.StartsWith($"{tag}=", StringComparison.Ordinal))[$"{tag}=".Length..];

    public void Until(Func<bool> done, [CallerArgumentExpression(nameof(done))] string what = "")
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60,
                $"never happened: {what}; session {Venue.State} '{Venue.LastReason}', heard "
                + $"{string.Join(" / ", Heard)}");
            Step();
        }
    }

    /// <summary>One round of both sides.</summary>
    public void Step()
    {
        Port.DoWork(Executions, _limit);
        _acceptor.DoWork(64);
    }

    public OrderPortRig Up()
    {
        Until(() => Port.IsUp && Venue.IsSynchronised);
        return this;
    }

    /// <summary>Sends an instruction and waits until the counterpart has it.</summary>
    /// <returns>The message as text.</returns>
    public string Send(IntentKind kind, long orderId = 1, long requestId = 0, long knownId = 0)
    {
        int before = Heard.Count;
        Assert.True(Port.TrySend(Intent(kind, orderId, requestId, knownId)));
        Until(() => Heard.Count > before);
        return Heard[^1];
    }

    /// <summary>The counterpart says a message: type, then fields as "tag=value|".</summary>
    public void Say(char type, string fields) => Say(type.ToString(), fields);

    /// <summary>The same with a type of any length.</summary>
    public void Say(string type, string fields)
    {
        FixBody body = Venue.Begin(FixText.Raw(type));
        foreach (string field in fields.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = field.Split('=', 2);
            body.Add(int.Parse(parts[0]), FixText.Raw(parts[1]));
        }

        Assert.True(Venue.TrySend(ref body));
    }

    /// <summary>The counterpart says a message, and the port has told one event about it.</summary>
    public ExecutionEvent SayAndHear(char type, string fields) => SayAndHear(type.ToString(), fields);

    /// <summary>The same with a type of any length.</summary>
    public ExecutionEvent SayAndHear(string type, string fields)
    {
        int before = Executions.Events.Count;
        Say(type, fields);
        Until(() => Executions.Events.Count > before);
        return Last;
    }

    public void Cut() => _acceptor.DropConnections();

    /// <summary>The counterpart starts both sequences at 1 without a new connection.</summary>
    public void ResetSession() => Assert.True(Venue.TryReset());

    /// <summary>How much the port may tell a round.</summary>
    public void Limit(int limit) => _limit = limit;

    public void Dispose()
    {
        Port.Dispose();
        _acceptor.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    void IFixApplication.OnLogon(FixSession session)
    {
    }

    void IFixApplication.OnLogout(FixSession session, string reason)
    {
    }

    void IFixApplication.OnMessage(FixSession session, in FixMessage message)
    {
        Heard.Add(FixText.Show(message.Bytes));
        if (Refuses(message.Type))
            session.SendReject(message, RejectReasons.ValueIncorrect, Tags.Price, "refused"u8);
    }

    bool IFixApplication.ShouldReplay(ReadOnlySpan<byte> msgType) => true;
}
