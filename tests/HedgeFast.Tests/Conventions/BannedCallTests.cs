namespace HedgeFast.Tests.Conventions;

/// <summary>Calls that break a rule of the house, each with its replacement.</summary>
public sealed class BannedCallTests
{
    private static readonly string[] Everywhere = ["src", "tests", "bench"];
    private static readonly string[] Libraries = ["src/HedgeFast.Core", "src/HedgeFast.Fix"];
    private static readonly string[] Simulated = [.. Libraries, "src/HedgeFast/Venue"];

    private static readonly BannedCall[] Table =
    [
        new(
            "DateTime.Now and its like", new(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b"),
            "TimeProvider.GetUtcNow() of the provider given at construction", Everywhere),
        new("Stopwatch", new(@"\bStopwatch\b"), "TimeProvider.GetTimestamp() and GetElapsedTime()", ["src", "tests"]),
        new(
            "Environment.TickCount", new(@"\bEnvironment\s*\.\s*TickCount(64)?\b"), "TimeProvider.GetTimestamp()",
            Everywhere),
        new(
            "Sleeping in a test", new(@"\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\b"),
            "a manual TimeProvider, an event that is set, or SpinWait.SpinUntil", ["tests"]),
        new(
            "Sleeping in a library", new(@"\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Delay\b"),
            "return 0 from DoWork and let the schedule's IWaitStrategy wait", Libraries)
        {
            // The strategy whose purpose it is to sleep.
            Except = ["src/HedgeFast.Core/Ring/NappingWait.cs"],
        },
        new(
            "The whole process's memory in a test",
            new(@"\bGC\s*\.\s*(GetTotalMemory|GetTotalAllocatedBytes|CollectionCount)\b"),
            "GC.GetAllocatedBytesForCurrentThread(); the tests beside it allocate too", ["tests"])
        {
            // It runs alone in the process.
            Except = ["tests/HedgeFast.Tests/Fix/Fuzz/FixFuzzTests.cs"],
        },
        new(
            "Randomness without a seed",
            new(@"\bnew\s+Random\s*\(\s*\)|\bRandom\s+\w+\s*=\s*new\s*\(\s*\)|\bRandom\s*\.\s*Shared\b"),
            "new Random(seed), the seed given or printed", Everywhere),
        new(
            "Console in a library", new(@"\bConsole\s*\.\s*\w+"),
            "a return value, a counter or an event; the program prints", Libraries),
        new(
            "A thread without a catch",
            new(
                @"\bnew\s+Thread\s*\(|\bTask\s*\.\s*(Run|Factory)\b|\bThreadPool\b|"
                    + @"\bnew\s+(Threading\s*\.\s*)?Timer\s*\(|\basync\s+void\b"),
            "GuardedThread, or an IStage; an exception on a thread of one's own ends the process", ["src"])
        {
            // Each keeps what ended it for others to see.
            Except =
            [
                "src/HedgeFast/Sinks/GuardedThread.cs", "src/HedgeFast.Core/Ring/StageThread.cs",
                "src/HedgeFast.Core/Pipeline.cs", "src/HedgeFast/Venue/VenueHost.cs",
            ],
        },
        new(
            "A signal handler", new(@"\bPosixSignalRegistration\s*\.\s*Create\b|\bCancelKeyPress\b|\bProcessExit\b"),
            "StopSignal or KillSignal; an exception in a handler ends the process", ["src"])
        {
            // They set a flag and do nothing that can fail.
            Except = ["src/HedgeFast/Engine/StopSignal.cs", "src/HedgeFast/Engine/KillSignal.cs"],
        },
        new(
            "Console in the program",
            new(@"\bConsole\s*\.\s*(Write|WriteLine|Out|Error|SetOut|SetError|OpenStandardOutput|OpenStandardError)\b"),
            "the Terminal, whose writers are guarded while an engine runs", ["src/HedgeFast"])
        {
            // The terminal itself, and the exchange alone in its process.
            Except = ["src/HedgeFast/Shell/Terminal.cs", "src/HedgeFast/Venue/VenueProgram.cs"],
        },
        new(
            "A file or folder that others may read, or that may be a pipe",
            new(
                @"\bFile\s*\.\s*(Create|Open|Write|Append|Read)\w*\s*\(|\bFileStream\s*\(|"
                    + @"\bFileStream\s+\w+\s*=\s*new\b|"
                    + @"\bStream(Writer|Reader)\b[^;]*\bnew\b[^;(]*\(\s*\w*([Ff]ile|[Pp]ath)\w*\s*[,)]|"
                    + @"\bDirectory\s*\.\s*CreateDirectory\b|FromPemFile\b"),
            "PrivateFile, PrivateFolder or InputFile of HedgeFast.Fix.Files",
            ["src"])
        {
            // Those themselves.
            Except = ["src/HedgeFast.Fix/Files"],
        },
        new(
            "A socket or a look-up of a name",
            new(
                @"\b(Socket|SafeSocketHandle|NetworkStream|TcpClient|TcpListener|UdpClient|HttpClient)\b|"
                    + @"\bDns\s*\.\s*\w+\s*\(|\b(recv|send)(from|to|msg|mmsg)\b|\bReceiveFrom\w*\s*\("),
            "Network of HedgeFast.Fix.Os, which a simulation replaces", ["src"])
        {
            // The network itself.
            Except = ["src/HedgeFast.Fix/Os"],
        },
        new(
            "A file beside the machine's disk",
            new(
                @"\b(File|Directory|RandomAccess|PrivateFile|PrivateFolder|InputFile)\s*\.\s*[A-Z]|"
                    + @"\b(FileStream|FileInfo|DirectoryInfo|MemoryMapped\w+)\b|\bPath\s*\.\s*(Exists|GetTemp)"),
            "the Disk given at construction, which a simulation replaces", Simulated)
        {
            Except =
            [
                // The kernel's disk.
                "src/HedgeFast.Fix/Os", "src/HedgeFast.Fix/Files",

                // Messages in clear text, for operators: it may be a pipe, and no engine reads it.
                "src/HedgeFast.Fix/Log/FixMessageLog.cs",

                // Inputs of the configuration, read before a run: keys, certificates, dictionaries, profiles, a tape.
                "src/HedgeFast.Fix/Secrets/SecretSource.cs", "src/HedgeFast.Fix/Transport/FixTlsSettings.cs",
                "src/HedgeFast.Fix/Transport/TlsIdentity.cs", "src/HedgeFast.Fix/Dictionary/DataDictionary.cs",
                "src/HedgeFast.Fix/Profiles/ProfileFile.cs", "src/HedgeFast/Venue/Tape/TapeFile.cs",
            ],
        },
        new(
            "A system call beside the machine", new(@"\b(DllImport|LibraryImport)\b"),
            "a call of the machine's network, disk or clock, in HedgeFast.Fix/Os", Simulated)
        {
            Except =
            [
                "src/HedgeFast.Fix/Os", "src/HedgeFast.Fix/Files",

                // They hold and pace threads, of which a simulation has none.
                "src/HedgeFast.Core/Ring/CpuAffinity.cs", "src/HedgeFast/Venue/IdleWait.cs",
            ],
        },
        new(
            "A task or a lock in a stage",
            new(@"\basync\b|\bawait\b|\bTask\s*\.\s*(Run|Factory)\b|\block\s*\(|\bMonitor\s*\."),
            "an IStage of its own, and a ring between the threads", Libraries),
    ];

    [Fact]
    public void No_code_makes_a_banned_call() =>
        SourceTree.AssertNone(
            "These calls are banned where they stand.",
            SourceTree.Repository.CSharp().SelectMany(file => Table.SelectMany(banned => banned.Findings(file))));

    [Theory]
    [InlineData("src/HedgeFast/Venue/A.cs", "long now = DateTime.UtcNow.Ticks;", "GetUtcNow")]
    [InlineData("bench/HedgeFast.Bench/A.cs", "var now = DateTimeOffset.Now;", "GetUtcNow")]
    [InlineData("src/HedgeFast.Core/Feed/A.cs", "long t = Stopwatch.GetTimestamp();", "GetTimestamp")]
    [InlineData("tests/HedgeFast.Tests/A.cs", "long t = Environment.TickCount64;", "GetTimestamp")]
    [InlineData("tests/HedgeFast.Tests/A.cs", "Thread.Sleep(1);", "SpinUntil")]
    [InlineData("tests/HedgeFast.Tests/A.cs", "await Task.Delay(1);", "SpinUntil")]
    [InlineData(
        "tests/HedgeFast.Tests/A.cs", "long bytes = GC.GetTotalMemory(true);", "GetAllocatedBytesForCurrentThread")]
    [InlineData("src/HedgeFast.Fix/A.cs", "Thread.Sleep(1);", "IWaitStrategy")]
    [InlineData("src/HedgeFast/A.cs", "Random random = new();", "seed")]
    [InlineData("src/HedgeFast/A.cs", "var random = new Random();", "seed")]
    [InlineData("bench/A.cs", "Random.Shared.Next()", "seed")]
    [InlineData("src/HedgeFast.Core/A.cs", "Console.WriteLine(1);", "the program prints")]
    [InlineData("src/HedgeFast/A.cs", "_thread = new Thread(Run) { IsBackground = true };", "GuardedThread")]
    [InlineData("src/HedgeFast/A.cs", "Task.Run(Watch);", "GuardedThread")]
    [InlineData("src/HedgeFast/A.cs", "_timer = new Timer(_ => Look());", "GuardedThread")]
    [InlineData("src/HedgeFast/A.cs", "private async void Look()", "GuardedThread")]
    [InlineData("src/HedgeFast/A.cs", "PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);", "StopSignal")]
    [InlineData("src/HedgeFast/A.cs", "Console.Error.WriteLine(1);", "Terminal")]
    [InlineData("src/HedgeFast.Core/A.cs", "lock (this)", "ring")]
    [InlineData("src/HedgeFast/A.cs", "File.WriteAllText(path, text);", "PrivateFile")]
    [InlineData("src/HedgeFast/A.cs", "byte[] all = File.ReadAllBytes(path);", "InputFile")]
    [InlineData("src/HedgeFast/A.cs", "using var f = new FileStream(path, FileMode.Open);", "InputFile")]
    [InlineData("src/HedgeFast/A.cs", "FileStream f = new(path, FileMode.Open);", "InputFile")]
    [InlineData("src/HedgeFast/A.cs", "using StreamWriter w = new(outFile);", "PrivateFile")]
    [InlineData("src/HedgeFast/A.cs", "Directory.CreateDirectory(path);", "PrivateFolder")]
    [InlineData("src/HedgeFast.Fix/A.cs", "all.ImportFromPemFile(path);", "InputFile")]
    [InlineData("src/HedgeFast.Core/A.cs", "public async Task Run()", "ring")]
    [InlineData("src/HedgeFast.Core/A.cs", "Socket s = new(family, SocketType.Dgram, ProtocolType.Udp);", "Network")]
    [InlineData("src/HedgeFast.Fix/A.cs", "private static Socket Listen()", "Network")]
    [InlineData("src/HedgeFast/A.cs", "IPAddress[] found = Dns.GetHostAddresses(host);", "Network")]
    [InlineData("src/HedgeFast/A.cs", "using var client = new TcpClient(host, port);", "Network")]
    [InlineData("src/HedgeFast.Core/A.cs", "nint got = ReceiveFrom(socket, buffer);", "Network")]
    [InlineData("src/HedgeFast/A.cs", "private static partial nint recvfrom(int socket);", "Network")]
    [InlineData("src/HedgeFast.Fix/Store/A.cs", "if (File.Exists(path))", "Disk")]
    [InlineData("src/HedgeFast.Core/A.cs", "foreach (string file in Directory.EnumerateFiles(folder))", "Disk")]
    [InlineData("src/HedgeFast.Core/A.cs", "using var file = PrivateFile.Open(path, mode, access, share);", "Disk")]
    [InlineData("src/HedgeFast.Core/A.cs", "private readonly FileStream _file;", "Disk")]
    [InlineData("src/HedgeFast.Core/A.cs", "long bytes = new FileInfo(path).Length;", "Disk")]
    [InlineData("src/HedgeFast/Venue/A.cs", "RandomAccess.Write(handle, bytes, 0);", "Disk")]
    [InlineData("src/HedgeFast.Fix/A.cs", "using MemoryMappedFile map = Map(path);", "Disk")]
    [InlineData("src/HedgeFast.Fix/A.cs", "bool there = Path.Exists(path);", "Disk")]
    [InlineData("src/HedgeFast.Core/A.cs", "[LibraryImport(\"libc\")]", "Os")]
    [InlineData("src/HedgeFast/Venue/A.cs", "[DllImport(\"libc\")]", "Os")]
    public void The_table_sees_what_it_bans(string path, string code, string replacement)
    {
        string finding = Assert.Single(Table.SelectMany(banned => banned.Findings(new SourceFile(path, "\n" + code))));
        Assert.StartsWith($"{path}:2: ", finding, StringComparison.Ordinal);
        Assert.Contains(replacement, finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench/HedgeFast.Bench/A.cs", "long t = Stopwatch.GetTimestamp();")]
    [InlineData("src/HedgeFast/Shell/Terminal.cs", "new(Console.Out, Console.Error)")]
    [InlineData("src/HedgeFast/A.cs", "var thread = new GuardedThread(\"watch\", Run);")]
    [InlineData("src/HedgeFast.Core/A.cs", "// DateTime.UtcNow is not read here")]
    [InlineData("src/HedgeFast.Core/A.cs", "string text = \"Console.WriteLine\";")]
    [InlineData("src/HedgeFast.Core/A.cs", "Random random = new(seed);")]
    [InlineData("src/HedgeFast/A.cs", "if (File.Exists(path)) File.Delete(path);")]
    [InlineData("src/HedgeFast/A.cs", "using FileStream f = InputFile.Open(path, 9);")]
    [InlineData("src/HedgeFast.Fix/Files/A.cs", "var f = new FileStream(path, options);")]
    [InlineData("src/HedgeFast/A.cs", "using StreamWriter w = new(stream);")]
    [InlineData("src/HedgeFast.Fix/Os/A.cs", "private readonly Socket _socket;")]
    [InlineData("tests/HedgeFast.Tests/A.cs", "var socket = new Socket(family, type, protocol);")]
    [InlineData("src/HedgeFast.Core/A.cs", "if (error == SocketError.WouldBlock) stream.Receive(free, out error);")]
    [InlineData("src/HedgeFast/A.cs", "Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4")]
    [InlineData("src/HedgeFast.Core/A.cs", "string path = Path.Combine(folder, ControlFile.Name);")]
    [InlineData("src/HedgeFast.Core/A.cs", "using DiskFile file = disk.Open(path, mode, access, share);")]
    [InlineData("src/HedgeFast.Fix/Os/A.cs", "if (File.Exists(path))")]
    [InlineData("src/HedgeFast.Fix/Os/A.cs", "[LibraryImport(\"libc\")]")]
    [InlineData("src/HedgeFast/Venue/Tape/TapeFile.cs", "byte[] all = InputFile.ReadAllBytes(path, 9);")]
    public void The_table_leaves_the_rest_alone(string path, string code) =>
        Assert.Empty(Table.SelectMany(banned => banned.Findings(new SourceFile(path, code))));

    [Fact]
    public void Exceptions_are_places_that_exist() =>
        Assert.All(
            Table.SelectMany(banned => banned.Except),
            place => Assert.True(Path.Exists(Path.Combine(SourceTree.Repository.Root, place)), place));
}
