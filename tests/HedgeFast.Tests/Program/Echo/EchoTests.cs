using System.Net;
using System.Net.Sockets;
using HedgeFast.Commands;
using HedgeFast.Echo;
using HedgeFast.Fix.Codec;
using HedgeFast.Shell;
using HedgeFast.Tests.Fix;
using HedgeFast.Tests.Fix.Scenarios;

namespace HedgeFast.Tests.Program.Echo;

/// <summary>The echo acceptor: its configuration, and what it answers over a real socket.</summary>
public sealed class EchoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-echo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_command_line_wins_over_the_file()
    {
        string file = Config(
            """{ "version": "4.2", "port": 7001, "dictionary": "d.xml", "senderCompId": "ME", "peers": ["A", "B"] }""");
        EchoSettings settings = Resolve("--config", file, "--port", "7002");
        Assert.Equal("4.2", settings.Version);
        Assert.Equal(7002, settings.Port);
        Assert.Equal(Path.Combine(_folder, "d.xml"), settings.Dictionary);
        Assert.Equal("ME", settings.SenderCompId);
        Assert.Equal(["A", "B"], settings.Peers);
        Assert.Equal("5.0sp2", Resolve("--version", "5.0SP2").Version);
        Assert.Equal("ISLD", Resolve().SenderCompId);
        Assert.Equal(["TW", "TW42", "TW44", "TW50", "TW50SP2"], Resolve().Peers);
    }

    [Theory]
    [InlineData("unknown key 'prot'; did you mean port?", """{ "prot": 1 }""")]
    [InlineData("port: expected a number", """{ "port": "x" }""")]
    [InlineData("peers: expected a list of texts", """{ "peers": [1] }""")]
    [InlineData("not JSON", "{")]
    [InlineData("not an object", "[]")]
    public void A_wrong_file_is_one_clear_line_and_exit_2(string message, string text)
    {
        (int code, string error, _) = Run("--config", Config(text));
        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--version", "4.3")]
    [InlineData(2, "--port", "70000")]
    [InlineData(2, "--transport-dictionary", "x.xml")]
    [InlineData(3, "--config", "no-such-file.json")]
    public void Wrong_arguments_have_their_exit_code(int expected, params string[] arguments) =>
        Assert.Equal(expected, Run(arguments).Code);

    [Theory]
    [Scenario("C107", "C108", "C42")]
    [InlineData("4.2", "FIX.4.2", "TW42", "98=0|108=30")]
    [InlineData("4.4", "FIX.4.4", "TW44", "98=0|108=30")]
    [InlineData("5.0sp2", "FIXT.1.1", "TW50SP2", "98=0|108=30|1137=9")]
    public void Orders_are_echoed_others_rejected_and_repeats_suppressed(
        string version, string begin, string peer, string logon)
    {
        using var host = new EchoHost(new EchoSettings { Version = version }, TimeProvider.System);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, host.BoundPort));
        socket.Blocking = false;
        var input = new FixFrameBuffer(8192);
        Assert.Equal($"A|{logon}", Hear("A", 1, $"{logon}|"));
        Assert.Equal("D|40=1|11=a", Hear("D", 2, "40=1|11=a|"));
        Assert.Equal("R|131=q", Hear("R", 3, "131=q|"));
        Assert.Equal("d|320=s", Hear("d", 4, "320=s|"));
        Assert.Equal("j|45=5|58=Unsupported Message Type|372=8|380=3", Hear("8", 5, "37=x|"));
        Assert.Equal("D|97=Y|11=b", Hear("D", 6, "97=Y|11=b|"));

        // The repetition is swallowed, so what comes next is the answer to the test request.
        Say("D", 7, "97=Y|11=b|");
        Assert.Equal("0|112=t", Hear("1", 8, "112=t|"));
        Assert.Equal("5", Hear("5", 9, ""));

        void Say(string type, int number, string rest)
        {
            string now =
                ScenarioText.Stamp((TimeProvider.System.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) * 100, 3);
            socket.Send(FixText.Frame($"35={type}|34={number}|49={peer}|52={now}|56=ISLD|{rest}", begin));
        }

        string Hear(string type, int number, string rest)
        {
            Say(type, number, rest);
            string? answer = null;
            Assert.True(
                SpinWait.SpinUntil(() => (answer = Next(host, socket, input)) is not null, TimeSpan.FromSeconds(60)),
                "no answer");
            return answer!;
        }
    }

    private static string? Next(EchoHost host, Socket socket, FixFrameBuffer input)
    {
        host.DoWork();
        if (socket.Available > 0)
            input.Commit(socket.Receive(input.Free));
        return input.Next(out FixMessage message) == FrameStatus.Message
            ? ScenarioText.Show(message.Bytes, out _)
            : null;
    }

    private string Config(string text)
    {
        string file = Path.Combine(_folder, "echo.json");
        File.WriteAllText(file, text);
        return file;
    }

    private static EchoSettings Resolve(params string[] arguments)
    {
        (int code, string error, EchoSettings? settings) = Run(arguments);
        Assert.True(code == 0 && settings is not null, error);
        return settings;
    }

    private static (int Code, string Error, EchoSettings? Settings) Run(params string[] arguments)
    {
        EchoSettings? settings = null;
        var error = new StringWriter();
        int code = CommandTree.Execute(
            ["fix-echo", .. arguments], new Terminal(new StringWriter(), error, IsLive: false),
            new CommandBodies { FixEcho = (s, _, _) => settings = s });
        return (code, error.ToString(), settings);
    }
}
