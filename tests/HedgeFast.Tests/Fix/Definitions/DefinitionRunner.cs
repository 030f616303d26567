using System.Net;
using System.Net.Sockets;
using System.Text;
using HedgeFast.Echo;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Tests.Fix.Definitions;

/// <summary>
/// Plays scripts against the echo acceptor, over real sockets on loopback. The clock is the test's: it moves only while
/// an answer is missing.
/// </summary>
internal sealed class DefinitionRunner : IDisposable
{
    private const long StepNanos = 100_000_000;
    private const int IdleRoundsBeforeStep = 40;
    private const int StepsMax = 900;

    // What differs from run to run: BodyLength and CheckSum follow from the rest, times from the clock.
    private static readonly string[] Times = ["52", "60", "122"];

    private readonly ManualTime _time = new();
    private readonly Dictionary<int, (Socket Socket, FixFrameBuffer Input)> _connections = [];
    private readonly EchoHost _host;

    public DefinitionRunner(EchoSettings settings) => _host = new EchoHost(settings, _time);

    public void Play(IReadOnlyList<DefinitionStep> steps)
    {
        foreach (DefinitionStep step in steps)
        {
            switch (step.Verb)
            {
                case DefinitionVerb.Connect:
                    Connect(step.Connection);
                    break;
                case DefinitionVerb.Disconnect:
                    Disconnect(step.Connection);
                    break;
                case DefinitionVerb.Send:
                    Send(step);
                    break;
                case DefinitionVerb.Expect:
                    Compare(step, Await(step));
                    break;
                default:
                    string? message = Await(step);
                    Assert.True(
                        message is null, $"line {step.Line}: expected the end of the connection, got {message}");
                    Disconnect(step.Connection);
                    break;
            }
        }

        foreach (int connection in _connections.Keys.ToArray())
            Disconnect(connection);
    }

    public void Dispose()
    {
        foreach ((Socket socket, _) in _connections.Values)
            socket.Dispose();
        _host.Dispose();
    }

    private void Connect(int connection)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, _host.BoundPort));
        socket.Blocking = false;
        _connections[connection] = (socket, new FixFrameBuffer(8192));
        Idle();
    }

    private void Disconnect(int connection)
    {
        if (!_connections.Remove(connection, out (Socket Socket, FixFrameBuffer) open))
            return;
        open.Socket.Dispose();
        Idle();
    }

    private void Send(DefinitionStep step)
    {
        // The acceptor may have closed already; then the message is spoken into the void, as the script may well
        // intend.
        _connections[step.Connection].Socket.Send(
            DefinitionScript.Bytes(step.Text, _time.GetUtcNow()), SocketFlags.None, out _);
        Idle();
    }

    private void Idle()
    {
        for (int idle = 0; idle < IdleRoundsBeforeStep; idle++)
        {
            if (_host.DoWork() > 0)
                idle = 0;
        }
    }

    // The next message as text, or null for the end of the connection.
    private string? Await(DefinitionStep step)
    {
        (Socket socket, FixFrameBuffer input) = _connections[step.Connection];
        for (int passed = 0; passed < StepsMax; passed++)
        {
            for (int idle = 0; idle < IdleRoundsBeforeStep; idle++)
            {
                if (_host.DoWork() > 0)
                    idle = 0;
                if (
                    input.Next(
                        out FixMessage message) == FrameStatus.Message)
                {
                    return Encoding.Latin1.GetString(message.Bytes);
                }

                int received = socket.Receive(input.Free, SocketFlags.None, out SocketError error);
                if (error == SocketError.WouldBlock)
                    continue;
                if (received == 0 || error != SocketError.Success)
                    return null;
                input.Commit(received);
            }

            _time.Advance(StepNanos);
        }

        Assert.Fail(
            $"line {step.Line}: nothing came in {StepsMax * StepNanos / 1e9} s; expected "
            + $"{step.Text.Replace('\u0001', '|')}");
        return null;
    }

    private static void Compare(DefinitionStep step, string? actual)
    {
        string expected = step.Text;
        Assert.True(
            actual is not null, $"line {step.Line}: the connection ended; expected {expected.Replace('\u0001', '|')}");
        Assert.True(
            Fields(expected).SequenceEqual(Fields(actual)),
            $"line {step.Line}: expected {expected.Replace('\u0001', '|')}\nbut got {actual.Replace('\u0001', '|')}");
    }

    private static IEnumerable<string> Fields(string message) =>
        message.Split('\u0001', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .Where(field => field[0] is not ("9" or "10"))
            .Select(field => Times.Contains(field[0]) ? field[0] : string.Join('=', field));
}
