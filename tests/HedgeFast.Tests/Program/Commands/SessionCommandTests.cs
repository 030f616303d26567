using HedgeFast.Fix.Os;
using HedgeFast.Fix.Store;
using HedgeFast.Records;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>hedgefast session: the numbers of a session that is not running.</summary>
public sealed class SessionCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-session-").FullName;
    private readonly CommandRunner _program = new();

    public SessionCommandTests() => Make("FIX.4.4", "HEDGE", "VENUE", expected: 9_223_372_036_854_775_807);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Numbers_are_shown()
    {
        Assert.Equal(0, Run("show"));
        Assert.Equal("FIX.4.4 HEDGE to VENUE: next incoming 9223372036854775807, next outgoing 1\n", _program.Output);
    }

    [Fact]
    public void Two_operators_set_the_numbers_of_a_session_back()
    {
        Assert.Equal(0, Run("set", "--incoming", "17", "--outgoing", "5", "--by", "alice", "--confirmed-by", "bob"));
        Assert.Equal("FIX.4.4 HEDGE to VENUE: next incoming 17, next outgoing 5\n", _program.Output);
        string[] notes = File.ReadAllLines(Path.Combine(_folder, SessionNumbers.Journal));
        Assert.Equal(2, notes.Length);
        Assert.EndsWith(
            "HEDGE>VENUE next outgoing 1 -> 5 by alice, confirmed by bob", notes[0], StringComparison.Ordinal);
        Assert.EndsWith(
            "HEDGE>VENUE next incoming 9223372036854775807 -> 17 by alice, confirmed by bob", notes[1],
            StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            return;
        UnixFileMode mode = File.GetUnixFileMode(Path.Combine(_folder, SessionNumbers.Journal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Theory]
    [InlineData("Two people have to agree", "--incoming", "17", "--by", "alice", "--confirmed-by", "alice")]
    [InlineData("Two people have to agree", "--incoming", "17")]
    [InlineData("numbers begin at 1", "--incoming", "0", "--by", "alice", "--confirmed-by", "bob")]
    [InlineData("nothing to set", "--by", "alice", "--confirmed-by", "bob")]
    [InlineData("out of range", "--outgoing", "2000000", "--by", "alice", "--confirmed-by", "bob")]
    public void Wrong_numbers_and_missing_operators_are_refused_with_the_reason(
        string message, params string[] arguments)
    {
        Assert.Equal((int)ExitCode.Usage, Run("set", arguments));
        Assert.Contains(message, _program.OnlyError, StringComparison.Ordinal);
        Assert.Equal(0, Run("show"));
        Assert.Contains(
            "next incoming 9223372036854775807, next outgoing 1", _program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_several_sessions_one_has_to_be_named()
    {
        Make("FIX.4.2", "A_B", "C.D", expected: 3);
        Assert.Equal(0, Run("show"));
        Assert.Contains("FIX.4.2 A_B to C.D: next incoming 3", _program.Output, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Usage, Run("set", "--incoming", "4", "--by", "alice", "--confirmed-by", "bob"));
        Assert.Contains("name one with --session", _program.OnlyError, StringComparison.Ordinal);
        Assert.Equal(0, Run(
            "set", "--session", "FIX.4.2,A_B,C.D", "--incoming", "4", "--by", "alice", "--confirmed-by", "bob"));
        Assert.Equal("FIX.4.2 A_B to C.D: next incoming 4, next outgoing 1\n", _program.Output);
        Assert.Equal((int)ExitCode.Usage, Run("show", "--session", "FIX.4.2,A,B"));
        Assert.Contains(
            "which has FIX.4.2 A_B to C.D; FIX.4.4 HEDGE to VENUE", _program.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_a_running_session_are_not_changed()
    {
        using var store = new FileMessageStore(
            Disk.Kernel, _folder, "FIX.4.4", "HEDGE", "VENUE", FsyncPolicy.None, 8192);
        Assert.Equal((int)ExitCode.CannotStart, Run("show"));
        Assert.Contains("in use", _program.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_session_is_refused()
    {
        Assert.Equal((int)ExitCode.Usage, _program.Execute(
            "session", "show", "--store", Path.Combine(_folder, "none")));
        Assert.Contains("there is no such folder", _program.OnlyError, StringComparison.Ordinal);
    }

    private int Run(string verb, params string[] arguments) => _program.Execute(["session", verb, "--store", _folder,
        .. arguments]);

    private void Make(string beginString, string sender, string target, long expected)
    {
        using var store = new FileMessageStore(
            Disk.Kernel, _folder, beginString, sender, target, FsyncPolicy.None, 8192);
        store.NextIncoming = expected;
    }
}
