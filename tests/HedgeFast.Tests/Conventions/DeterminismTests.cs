namespace HedgeFast.Tests.Conventions;

/// <summary>
/// Code that a simulation runs follows from its events and its seed alone: no clock, chance, task or hash of its own.
/// </summary>
public sealed class DeterminismTests
{
    private const string Kernel = "src/HedgeFast.Fix/Os";

    private static readonly string[] Simulated =
    [
        "src/HedgeFast.Core", "src/HedgeFast.Fix", "src/HedgeFast/Venue", "src/HedgeFast/Monitor",
        "src/HedgeFast/Engine/AllocationMeter.cs", "src/HedgeFast/Engine/LoadedBook.cs",
        "src/HedgeFast/Engine/QuotedOptions.cs", "src/HedgeFast/Engine/RunReporter.cs",
        "src/HedgeFast/Engine/RunningEngine.cs", "src/HedgeFast/Engine/StatusReader.cs",
        "src/HedgeFast/Engine/WatchedRun.cs",
    ];

    private static readonly BannedCall[] Table =
    [
        new(
            "The clock of the process", new(@"\bTimeProvider\s*\.\s*System\b"),
            "the Machine or TimeProvider given at construction", Simulated)
        {
            Except =
            [
                // The kernel's clock.
                Kernel,

                // A probe that is off reads no clock.
                "src/HedgeFast.Core/Telemetry/LatencyProbe.cs",

                // The main program of the exchange.
                "src/HedgeFast/Venue/VenueProgram.cs",
            ],
        },
        new(
            "Chance without a seed",
            new(
                @"\bRandomNumberGenerator\b|\bGuid\s*\.\s*(NewGuid|CreateVersion7)\b|\bRandom\s*\.\s*Shared\b|"
                    + @"\bnew\s+Random\s*\(\s*\)|\bEnvironment\s*\.\s*(ProcessId|MachineName)\b"),
            "Machine.FillSecret, or a Random that is given or seeded from the clock or a setting", Simulated)
        {
            // The kernel's randomness.
            Except = [Kernel],
        },
        new(
            "A task, timer or thread",
            new(
                @"\b(Value)?Task\s*(<|\.\s*(Run|Factory|Delay|WhenAll|WhenAny)\b)|\bTask\s+_?\w+\s*[;=]|"
                    + @"\bnew\s+(Threading\s*\.\s*)?(Thread|Timer)\s*\(|\bPeriodicTimer\b|\bCreateTimer\s*\(|"
                    + @"\bThreadPool\b|\bParallel\s*\.|\bCancelAfter\s*\(|\bGuardedThread\b|\bThread\s*\.\s*Sleep\b"),
            "an IStage, which the inline schedule runs in turn", Simulated)
        {
            Except =
            [
                // Name look-ups and handshakes of the kernel's network.
                Kernel, "src/HedgeFast.Fix/Transport/PendingConnect.cs", "src/HedgeFast.Fix/Transport/TlsChannel.cs",
                "src/HedgeFast.Fix/Transport/TlsBridge.cs",

                // A pipe that never pauses: its flush has ended when it returns.
                "src/HedgeFast.Core/Feed/TcpTickSource.cs",

                // Stages on threads: schedules other than inline.
                "src/HedgeFast.Core/Ring/StageThread.cs", "src/HedgeFast.Core/Ring/NappingWait.cs",

                // Closes on a thread that can be left behind; a call in place with the inline schedule.
                "src/HedgeFast.Core/Pipeline.cs",

                // The exchange on a thread of its own, which calls the DoWork that a simulation calls.
                "src/HedgeFast/Venue/VenueHost.cs", "src/HedgeFast/Venue/IdleWait.cs",

                // Screen and watch on threads of their own; a simulation calls AlertWatch.Look and ProfitWatch.Step.
                "src/HedgeFast/Monitor/Dashboard/DashboardThread.cs", "src/HedgeFast/Monitor/Watch/EngineWatch.cs",

                // Rests between two looks unless the caller lets time pass.
                "src/HedgeFast/Engine/RunningEngine.cs",
            ],
        },
        new(
            "A hash code, which differs from process to process",
            new(@"\bGetHashCode\s*\(|\bHashCode\b|\bGetNonRandomizedHashCode\b"),
            "an order or id of the values themselves, or StateDigest", Simulated)
        {
            // Finds an id in a dictionary whose order is never read.
            Except = ["src/HedgeFast/Venue/Market/IdText.cs"],
        },
    ];

    [Fact]
    public void Simulated_code_has_no_time_chance_or_thread_of_its_own() =>
        SourceTree.AssertNone(
            "A run follows from its events and its seed.",
            SourceTree.Repository.CSharp().SelectMany(file => Table.SelectMany(banned => banned.Findings(file))));

    [Fact]
    public void Simulated_code_reads_no_dictionary_in_its_own_order() =>
        SourceTree.AssertNone(
            "A dictionary or set has no order that may decide anything.",
            DictionaryOrder.Findings(
                [.. SourceTree.Repository.Files(["src"], ".cs").Where(file => file.IsUnder(Simulated))]));

    [Fact]
    public void Exceptions_are_places_that_exist() =>
        Assert.All(
            Table.SelectMany(banned => banned.Except).Concat(Simulated),
            place => Assert.True(Path.Exists(Path.Combine(SourceTree.Repository.Root, place)), place));

    [Theory]
    [InlineData("src/HedgeFast.Core/A.cs", "long now = TimeProvider.System.GetTimestamp();", "Machine")]
    [InlineData("src/HedgeFast/Engine/RunningEngine.cs", "Of(TimeProvider.System);", "Machine")]
    [InlineData("src/HedgeFast.Fix/Profiles/A.cs", "RandomNumberGenerator.Fill(nonce);", "FillSecret")]
    [InlineData("src/HedgeFast/Venue/A.cs", "string id = Guid.NewGuid().ToString();", "FillSecret")]
    [InlineData("src/HedgeFast/Venue/A.cs", "string id = $\"x\" + Environment.ProcessId;", "FillSecret")]
    [InlineData("src/HedgeFast.Fix/Transport/A.cs", "private readonly Task<int>? _lookup;", "IStage")]
    [InlineData("src/HedgeFast.Fix/Transport/A.cs", "private readonly Task _opening;", "IStage")]
    [InlineData("src/HedgeFast.Core/A.cs", "ThreadPool.QueueUserWorkItem(Do);", "IStage")]
    [InlineData("src/HedgeFast.Core/A.cs", "_timer = time.CreateTimer(Do, null, due, period);", "IStage")]
    [InlineData("src/HedgeFast/Monitor/Watch/A.cs", "_thread = new GuardedThread(\"a\", Do);", "IStage")]
    [InlineData("src/HedgeFast/Engine/StatusReader.cs", "Thread.Sleep(1);", "IStage")]
    [InlineData("src/HedgeFast.Core/A.cs", "int at = name.GetHashCode() & 7;", "StateDigest")]
    [InlineData("src/HedgeFast.Core/A.cs", "int at = RuntimeHelpers.GetHashCode(order);", "StateDigest")]
    [InlineData("src/HedgeFast.Core/A.cs", "int id = HashCode.Combine(a, b);", "StateDigest")]
    public void The_table_sees_what_it_bans(string path, string code, string replacement)
    {
        string finding = Assert.Single(Table.SelectMany(banned => banned.Findings(new SourceFile(path, "\n" + code))));
        Assert.StartsWith($"{path}:2: ", finding, StringComparison.Ordinal);
        Assert.Contains(replacement, finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/HedgeFast/WarmUp/A.cs", "long now = TimeProvider.System.GetTimestamp();")]
    [InlineData("src/HedgeFast.Fix/Os/A.cs", "bytes => RandomNumberGenerator.Fill(bytes);")]
    [InlineData("src/HedgeFast.Fix/A.cs", "var random = new Random((int)time.GetTimestamp());")]
    [InlineData("src/HedgeFast.Core/A.cs", "// TimeProvider.System is not read here")]
    [InlineData("src/HedgeFast.Core/A.cs", "case ControlKind.Timer:")]
    public void The_table_leaves_the_rest_alone(string path, string code) =>
        Assert.Empty(Table.SelectMany(banned => banned.Findings(new SourceFile(path, code))));

    [Theory]
    [InlineData("Dictionary<int, long> _of = [];\nforeach (var each in _of)")]
    [InlineData("Dictionary<int, (long A, int B)> _of = [];\nforeach ((int key, (long a, int b)) in _of)")]
    [InlineData("ConcurrentDictionary<int, long> _of = new();\nforeach (int key in this._of.Keys)")]
    [InlineData("void Do(HashSet<string> names) =>\nstring.Join(',', names.Select(name => name));")]
    [InlineData("IReadOnlyDictionary<int, string> fields = Read();\nint first = fields.Keys.First();")]
    [InlineData("IReadOnlySet<int>? rows = null;\nint[] all = [.. rows];")]
    [InlineData("var seen = new HashSet<int>();\nint first = seen.First();")]
    [InlineData("var of = rows.ToDictionary(row => row.Id);\nforeach (Row row in of.Values)")]
    [InlineData("Dictionary<int, Dictionary<int, long>> _of = [];\nlong least = _of.MinBy(pair => pair.Key).Key;")]
    [InlineData("Dictionary<int, long> Read(int x) => new();\nforeach (var each in Read(1))")]
    [InlineData("Dictionary<int, double> _of = [];\ndouble sum = _of.Values.Sum();")]
    [InlineData("HashSet<int> old = [1], now = [];\nint[] gone = [.. old.Except(now)];")]
    [InlineData("Dictionary<int, long> _of = [];\nforeach (long each in _of.Values.Where(x => x > 1))")]
    public void An_order_of_a_dictionary_is_seen(string code) =>
        Assert.StartsWith(
            "src/A.cs:2: ", Assert.Single(DictionaryOrder.Findings([new SourceFile("src/A.cs", code)])),
            StringComparison.Ordinal);

    [Fact]
    public void A_property_of_another_file_is_seen() =>
        Assert.StartsWith(
            "src/B.cs:1: ",
            Assert.Single(
                DictionaryOrder.Findings(
                [
                    new SourceFile("src/A.cs", "public IReadOnlyDictionary<int, string> Fields { get; init; }"),
                    new SourceFile("src/B.cs", "foreach ((int tag, string value) in _profile.Fields)"),
                ])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("SortedDictionary<int, long> _of = [];\nforeach (var each in _of)")]
    [InlineData("List<int> _of = [];\nforeach (int each in _of)")]
    [InlineData("Dictionary<int, long> _of = [];\nforeach (var each in _of.OrderBy(pair => pair.Key))")]
    [InlineData("Dictionary<int, long> _of = [];\nreturn _of.Values.Where(x => x > 1)\n.Order();")]
    [InlineData("Dictionary<int, long> _of = [];\nif (_of.TryGetValue(1, out long value))")]
    [InlineData("HashSet<int> _of = [];\nif (_of.Contains(1) || _of.Any() || _of.Count > 3)")]
    [InlineData("Dictionary<int, long> _of = [];\nbool any = _of.Values.Any(x => x > 1);")]
    [InlineData("Dictionary<int, List<int>> _of = [];\nforeach (int each in _of[3])")]
    public void Other_uses_of_a_dictionary_are_left_alone(string code) =>
        Assert.Empty(DictionaryOrder.Findings([new SourceFile("src/A.cs", code)]));
}
