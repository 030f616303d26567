using System.Diagnostics;
using System.Runtime.Versioning;
using HedgeFast.Core.Control;

namespace HedgeFast.Tests.Core.Control;

/// <summary>
/// What operators ask for by file: kills always count, nothing is lost, nobody else is obeyed, and nothing hangs.
/// </summary>
public sealed class OperatorFileTests : IDisposable
{
    private readonly OperatorRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("kill")]
    [InlineData("Kill")]
    [InlineData("KILL\r")]
    [InlineData("kill now!")]
    [InlineData("Kill alice")]
    [InlineData("  kill\n")]
    [InlineData("!!kill!!")]
    [InlineData("\uFEFFkill")]
    [InlineData("kill9")]
    [InlineData("killswitch")]
    [InlineData("k\0i\0l\0l\0")]
    [InlineData("stop")]
    [InlineData("STOP trading")]
    [InlineData("rearm Q\nkill\n")]
    public void Whatever_begins_with_kill_or_stop_kills(string text)
    {
        _rig.Turn();
        _rig.Write(text);
        _rig.Turn(2);
        Assert.True(_rig.IsKilled);
        Assert.True(File.Exists(_rig.KillPath));
    }

    [Theory]
    [InlineData("open the pod bay doors", "'open the pod bay doors' is no request; allowed: kill, rearm NAME")]
    [InlineData("rearm", "write rearm NAME")]
    [InlineData("reconnect", "write reconnect NAME")]
    [InlineData("limit maxOrderLots 50", "write limit KEY VALUE NAME")]
    [InlineData("limit 1 50 Q", "is no request")]
    [InlineData("limit +200 50 Q", "no limit of that name")]
    [InlineData("limit maxOrderLots,maxPositionLots 50 Q", "no limit of that name")]
    [InlineData("limit maxOrderLots many Q", "its value is no number")]
    [InlineData("limit maxOrderLot 5 Q", "no limit of that name can be changed; those are maxOrderLots, maxPositionLots")]
    [InlineData("position BTCUSD_PERP 5", "it has no name; write position SYMBOL LOTS NAME")]
    [InlineData("position BTCUSD_PERP five Q", "is no request")]
    [InlineData("position DOGE 1 Q", "no such instrument; there are BTCUSD_PERP, ETHUSD_PERP")]
    [InlineData("\u001b[2Jclear", "'?[2Jclear' is no request")]
    public void A_line_that_is_no_request_is_told_with_its_text_and_changes_nothing(string line, string told)
    {
        _rig.Turn();
        _rig.Write(line);
        _rig.Turn(2);
        Assert.Empty(_rig.Taken);
        Assert.Equal(1, _rig.Refusals.Count);
        Assert.Contains(told, _rig.Refusals.Last, StringComparison.Ordinal);
    }

    [Fact]
    public void R08_A_person_re_arms_by_name_from_outside_the_process()
    {
        _rig.Write("kill\n\nlimit maxOrderLots 50 Q\n");
        _rig.Turn(2);
        Assert.False(File.Exists(_rig.OperatorPath));
        Assert.True(File.Exists(_rig.KillPath));
        ControlEvent change = Assert.Single(_rig.Taken, e => e.Kind == ControlKind.SetLimit);
        Assert.Equal((LimitKey.MaxOrderLots, 50.0, "Q"), (change.Limit, change.Value, change.Operator.ToString()));

        _rig.Write("rearm the night desk");
        _rig.Turn(2);
        Assert.Equal("the night desk", Assert.Single(_rig.Taken, e => e.Kind == ControlKind.Rearm).Operator.ToString());
        Assert.False(_rig.IsKilled);
        Assert.False(File.Exists(_rig.KillPath));
    }

    [Fact]
    public void A_person_reconnects_and_settles_positions_from_outside_the_process()
    {
        _rig.Write("reconnect the night desk\nposition ETHUSD_PERP -12 Q\n");
        _rig.Turn(2);
        Assert.Equal(
            "the night desk", Assert.Single(_rig.Taken, e => e.Kind == ControlKind.Reconnect).Operator.ToString());
        Assert.Equal(
            [(1, -12L, "Q")],
            _rig.Taken.Where(e => e.Kind == ControlKind.SettlePosition).Select(
                e => (e.Instrument, e.Lots, e.Operator.ToString())));
    }

    [Theory]
    [InlineData("rearm Q\nkill\n", false)]
    [InlineData("rearm Q\nkill\n", true)]
    [InlineData("kill\nrearm Q\nkill\n", false)]
    public void A_kill_after_a_re_arming_is_the_last_word_and_the_switch_can_be_pressed_again(
        string text, bool killedBefore)
    {
        if (killedBefore)
        {
            _rig.Switch.Kill();
            _rig.Turn();
        }

        _rig.Turn();
        _rig.Write(text);
        _rig.Turn(2);
        Assert.True(_rig.IsKilled);
        Assert.True(File.Exists(_rig.KillPath));
        int kills = _rig.Taken.Count(e => e.Kind == ControlKind.Kill);
        _rig.Switch.Kill();
        File.WriteAllText(_rig.KillPath, "again");
        _rig.Turn(2);
        Assert.True(_rig.Taken.Count(e => e.Kind == ControlKind.Kill) > kills);
    }

    [Fact]
    public void A_kill_by_signal_is_not_taken_back_by_a_re_arming_that_was_written_before_it()
    {
        _rig.Turn();
        _rig.Write("rearm Q\n");
        _rig.Switch.Kill();
        _rig.Turn(5);
        Assert.True(_rig.IsKilled);
        Assert.Contains("there was a kill after it was asked for", _rig.Refusals.Last, StringComparison.Ordinal);
        _rig.Write("rearm Q\n");
        _rig.Turn(2);
        Assert.False(_rig.IsKilled);
    }

    [Fact]
    public void What_a_shell_writes_long_after_it_opened_the_file_is_not_lost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "who writes a file is asked of Linux");
        _rig.Turn();
        using (
            Shell shell = new(
                $"exec 3>'{_rig.OperatorPath}'; echo open; read x; printf 'limit maxOrderLots 7 Q\\nki' >&3; echo "
                + "half; read x; printf ll >&3; exec 3>&-; echo closed"))
        {
            shell.Await("open");

            // Taken while the shell has written nothing; a minute later it is still read.
            _rig.Turn(600);
            Assert.False(File.Exists(_rig.OperatorPath));
            shell.Go("half");
            _rig.Turn(600);
            Assert.Single(_rig.Taken, e => e.Kind == ControlKind.SetLimit);
            Assert.False(_rig.IsKilled);
            shell.Go("closed");
        }

        _rig.Turn(2);
        Assert.True(_rig.IsKilled);
        Assert.Equal([], Directory.GetFiles(_rig.Folder, "OPERATOR*"));
    }

    [Fact]
    public void A_re_arming_that_is_written_into_an_open_file_before_a_kill_is_void()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "who writes a file is asked of Linux");
        _rig.Turn();
        using Shell shell = new(
            $"exec 3>'{_rig.OperatorPath}'; echo open; read x; printf 'rearm Q\\n' >&3; echo written; read x");
        shell.Await("open");
        _rig.Turn(3);
        shell.Go("written");
        _rig.Switch.Kill();
        _rig.Turn(3);
        Assert.True(_rig.IsKilled);
    }

    [Fact]
    public void Of_seven_hundred_requests_none_is_lost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a shell writes them");
        _rig.Turn();
        using (
            Shell shell = new(
                $"for i in $(seq 1 700); do while [ -e '{_rig.OperatorPath}' ]; do :; done; echo \"limit maxOrderLots "
                + $"$i Q\" > '{_rig.OperatorPath}'; done; echo done"))
        {
            while (!shell.HasSaid("done"))
                _rig.Turn();
        }

        _rig.Turn(3);
        Assert.Equal(0, _rig.Refusals.Count);
        Assert.Equal(
            Enumerable.Range(1, 700).Select(i => (double)i),
            _rig.Taken.Where(e => e.Kind == ControlKind.SetLimit).Select(e => e.Value).Order());
    }

    [Fact]
    public void Files_that_others_hold_open_do_not_hide_a_kill()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "who writes a file is asked of Linux");
        List<FileStream> held = [];
        try
        {
            for (int i = 0; i < 20; i++)
            {
                held.Add(
                    new FileStream(
                        _rig.OperatorPath, FileMode.CreateNew, FileAccess.Write,
                        FileShare.ReadWrite | FileShare.Delete));
                _rig.Turn();
            }

            Assert.Contains("never closed by its writers", _rig.Refusals.Last, StringComparison.Ordinal);
            _rig.Write("kill");
            _rig.Turn(2);
            Assert.True(_rig.IsKilled);
        }
        finally
        {
            held.ForEach(file => file.Dispose());
        }
    }

    [Fact]
    public void A_pipe_or_a_link_to_a_device_holds_nothing_up_and_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes and devices of Linux");
        using (Process make = Process.Start("mkfifo", [_rig.OperatorPath]))
            make.WaitForExit();
        _rig.Turn(2);
        _rig.Turn(60);
        Assert.Contains("no regular file", _rig.Refusals.Last, StringComparison.Ordinal);
        Assert.False(_rig.IsKilled);
        File.CreateSymbolicLink(_rig.OperatorPath, "/dev/zero");
        _rig.Turn(2);
        Assert.Contains("is a link", _rig.Refusals.Last, StringComparison.Ordinal);
        Assert.False(Path.Exists(_rig.OperatorPath));
        _rig.Switch.Kill();
        _rig.LoopTurn();
        Assert.True(_rig.IsKilled);
    }

    [Fact]
    public void A_kill_written_into_a_pipe_or_behind_a_link_kills_and_nothing_else_in_it_is_obeyed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links of Linux");
        string target = Path.Combine(_rig.Folder, "target");
        File.WriteAllText(target, "limit maxOrderLots 7 Q\n");
        File.CreateSymbolicLink(_rig.OperatorPath, target);
        _rig.Turn(2);
        Assert.Empty(_rig.Taken);
        File.WriteAllText(target, "limit maxOrderLots 7 Q\nkill\n");
        File.CreateSymbolicLink(_rig.OperatorPath, target);
        _rig.Turn(2);
        Assert.True(_rig.IsKilled);
        Assert.DoesNotContain(_rig.Taken, e => e.Kind == ControlKind.SetLimit);
        Assert.True(File.Exists(target));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, false)]
    [InlineData(
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite, true)]
    [UnsupportedOSPlatform("windows")]
    public void What_others_may_have_written_re_arms_nothing_and_a_kill_in_it_kills(UnixFileMode mode, bool ofFolder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes of Unix");
        _rig.Switch.Kill();
        _rig.Turn();
        if (ofFolder)
            File.SetUnixFileMode(_rig.Folder, mode);
        Ask("rearm mallory\n");
        Assert.True(_rig.IsKilled);
        Assert.Contains("others may write it", _rig.Refusals.Last, StringComparison.Ordinal);
        long kills = _rig.Switch.Kills;
        Ask("rearm mallory\nkill\n");
        Assert.Equal(kills + 1, _rig.Switch.Kills);
        File.SetUnixFileMode(_rig.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _rig.Write("rearm Q\n");
        _rig.Turn(2);
        Assert.False(_rig.IsKilled);

        void Ask(string text)
        {
            File.WriteAllText(_rig.OperatorPath + ".new", text);
            if (!ofFolder)
                File.SetUnixFileMode(_rig.OperatorPath + ".new", mode);
            File.Move(_rig.OperatorPath + ".new", _rig.OperatorPath);
            _rig.Turn(2);
        }
    }

    [Fact]
    public void A_file_of_another_user_re_arms_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root gives files away");
        _rig.Switch.Kill();
        _rig.Turn();
        File.WriteAllText(_rig.OperatorPath + ".new", "rearm mallory\n");
        using (Process give = Process.Start("chown", ["65534", _rig.OperatorPath + ".new"]))
            give.WaitForExit();
        File.Move(_rig.OperatorPath + ".new", _rig.OperatorPath);
        _rig.Turn(2);
        Assert.True(_rig.IsKilled);
        Assert.Contains("belongs to user 65534", _rig.Refusals.Last, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_in_a_file_that_can_not_be_removed_is_obeyed_once_and_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "proc is Linux's");
        File.WriteAllText("/proc/self/comm", "kill");
        using OperatorRig rig = new(operatorFile: "/proc/self/comm");
        rig.Turn(5);
        Assert.True(rig.IsKilled);
        Assert.Equal(1, rig.Switch.Kills);
        Assert.Contains("remove it by hand", rig.OperatorFile.Failure, StringComparison.Ordinal);
        rig.Rearm("Q");
        rig.Turn(5);
        Assert.False(rig.IsKilled);
    }

    [Fact]
    public void A_file_larger_than_a_hand_writes_is_refused_and_counts_as_a_kill()
    {
        _rig.Turn();
        _rig.Write(string.Concat(Enumerable.Repeat("limit maxOrderLots 7 Q\n", 400)));
        _rig.Turn(3);
        Assert.DoesNotContain(_rig.Taken, e => e.Kind == ControlKind.SetLimit);
        Assert.Contains("more than 4096 bytes", _rig.Refusals.Last, StringComparison.Ordinal);
        Assert.True(_rig.IsKilled);
        long kills = _rig.Switch.Kills;
        _rig.Write(new string('x', 100_000) + "\nkill\n");
        _rig.Turn(3);
        Assert.True(_rig.Switch.Kills > kills);
    }

    [Fact]
    public void What_a_process_that_ended_had_taken_kills_if_it_says_so()
    {
        File.WriteAllText(_rig.OperatorPath + ".taken", "limit maxOrderLots 7 Q\nkill\n");
        _rig.Turn();
        Assert.True(_rig.IsKilled);
        Assert.False(File.Exists(_rig.OperatorPath + ".taken"));
        Assert.DoesNotContain(_rig.Taken, e => e.Kind == ControlKind.SetLimit);
    }

    [Fact]
    public void A_name_longer_than_its_room_is_cut_and_nobody_is_no_name()
    {
        Assert.Equal("An operator whose name i", OperatorName.Of("An operator whose name is long").ToString());
        Assert.Throws<ArgumentException>(() => _rig.Control.SetLimit(LimitKey.MaxOrderLots, 1, " "));
    }

    /// <summary>A shell that the test tells when to go on.</summary>
    private sealed class Shell : IDisposable
    {
        private readonly Process _process;

        public Shell(string script) =>
            _process = Process.Start(
                new ProcessStartInfo("sh", ["-c", script])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                })!;

        private Task<string?>? _line;

        public void Await(string word) => Assert.Equal(word, _process.StandardOutput.ReadLine());

        public void Go(string word)
        {
            _process.StandardInput.WriteLine();
            Await(word);
        }

        public bool HasSaid(string word)
        {
            _line ??= _process.StandardOutput.ReadLineAsync();
            return _line.IsCompleted && _line.Result == word;
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
