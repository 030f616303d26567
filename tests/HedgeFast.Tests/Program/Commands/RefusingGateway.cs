using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>A FIX gateway that answers every logon with a logout, one connection after another.</summary>
internal sealed class RefusingGateway : IDisposable
{
    private readonly TcpListener _listener;
    private readonly FixFrameBuffer _input = new(8192);
    private readonly string _reason;
    private Socket? _client;

    /// <param name="port">Port of 127.0.0.1.</param>
    /// <param name="reason">Text of the logout, tag 58.</param>
    public RefusingGateway(int port, string reason)
    {
        _reason = reason;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
    }

    /// <summary>Logons refused so far.</summary>
    public int Refused { get; private set; }

    /// <summary>Takes what has arrived; never waits.</summary>
    public void DoWork()
    {
        if (_client is null && _listener.Pending())
            _client = _listener.AcceptSocket();
        if (_client is not { Available: > 0 })
            return;
        byte[] bytes = new byte[_client.Available];
        _input.Append(bytes.AsSpan(0, _client.Receive(bytes)));
        if (_input.Next(out FixMessage message) != FrameStatus.Message || message.Type != MsgTypes.Logon)
            return;

        // Its number is not the one expected, so that the session's numbers stay what they were.
        string now = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
        _client.Send(FixText.Frame($"35=5|34=9|49=VENUE|56=HEDGEFAST|52={now}|58={_reason}|"));
        _client.Dispose();
        _client = null;
        Refused++;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Dispose();
    }
}
