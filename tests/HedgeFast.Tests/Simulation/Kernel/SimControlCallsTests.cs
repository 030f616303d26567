using HedgeFast.Fix.Os;
using HedgeFast.Simulation;
using HedgeFast.Simulation.Kernel;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>Calls on control files, with the kernel's error numbers, beside operators who write as shells do.</summary>
public sealed class SimControlCallsTests : IDisposable
{
    private const int InputOutput = 5;
    private const int NotAllowed = 13;
    private const int ReadOnly = 30;

    private static readonly byte[] Folder = ControlCalls.PathOf("/run");
    private static readonly byte[] Path = ControlCalls.PathOf("/run/kill");
    private static readonly byte[] Other = ControlCalls.PathOf("/run/kill.taken");

    private readonly Timeline _timeline = new();
    private readonly SimDisk _disk;
    private readonly ControlCalls _calls;

    public SimControlCallsTests()
    {
        _disk = new SimDisk(_timeline, new Draw(1));
        _disk.MakeFolder("/run");
        _calls = _disk.Of(new ProcessGate()).Control;
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_look_shows_owner_mode_size_and_a_mark_that_changes_with_each_write()
    {
        Assert.Equal(ControlCalls.NoEntry, _calls.Look(Path, out _));
        _disk.Write("/run/kill", "now"u8, owner: 7, mode: 0x1A4);
        Assert.Equal(0, _calls.Look(Path, out FileLook first));
        Assert.Equal(7u, first.Owner);
        Assert.Equal(0x1A4, first.Permissions);
        Assert.Equal(3ul, first.Size);
        Assert.True(first.IsRegular);
        Assert.NotNull(first.Distrust(_calls.User));
        _calls.Look(Path, out FileLook same);
        Assert.Equal(first.Mark, same.Mark);
        _timeline.MoveTo(1000);
        _disk.Touch("/run/kill");
        _calls.Look(Path, out FileLook touched);
        Assert.NotEqual(first.Mark, touched.Mark);
        Assert.Equal(0, _calls.Rename(Path, Other));
        _calls.Look(Other, out FileLook moved);
        Assert.Equal(touched.Mark, moved.Mark);
        Assert.Equal(0, _calls.Look(Folder, out FileLook folder));
        Assert.True(folder.IsFolder);
    }

    [Fact]
    public void A_file_is_made_once_and_survives_a_power_cut()
    {
        Assert.Equal(0, _calls.Make(Path, Folder));
        Assert.Equal(ControlCalls.Exists, _calls.Make(Path, Folder));
        _disk.LosePower(new Draw(1));
        Assert.True(_disk.HasFile("/run/kill"));
        Assert.Equal(0, _calls.Unlink(Path));
        Assert.Equal(ControlCalls.NoEntry, _calls.Unlink(Path));
        Assert.Equal(ControlCalls.IsFolder, _calls.Unlink(Folder));
        Assert.Equal(ControlCalls.NoEntry, _calls.Rename(Path, Other));
    }

    [Fact]
    public void A_shell_that_has_the_file_open_writes_into_it_after_its_name_is_taken()
    {
        _disk.Append("/run/kill", "re"u8, keepsOpen: true);
        Assert.Equal(0, _calls.Rename(Path, Other));
        int file = _calls.OpenToRead(Other, out _);
        Assert.Equal(0, _calls.Unlink(Other));
        Assert.False(_calls.IsUnwritten(file));
        byte[] bytes = new byte[10];
        Assert.Equal(2, _calls.Read(file, bytes, out _));
        Assert.Equal(0, _calls.Read(file, bytes, out _));
        _disk.Append("/run/kill", "arm"u8, keepsOpen: true);
        Assert.False(_disk.HasFile("/run/kill"));
        _disk.Close("/run/kill");
        Assert.True(_calls.IsUnwritten(file));
        Assert.Equal(3, _calls.Read(file, bytes, out _));
        Assert.Equal("arm"u8, bytes.AsSpan(0, 3));
        _calls.Close(file);
        Assert.Equal(-1, _calls.Read(file, bytes, out _));
    }

    [Fact]
    public void Links_folders_and_foreign_files_give_the_kernels_errors()
    {
        _disk.Write("/run/real", "kill"u8);
        _disk.Link("/run/kill", "/run/real");
        Assert.Equal(-1, _calls.OpenToRead(Path, out int error));
        Assert.Equal(ControlCalls.TooManyLinks, error);
        Assert.True(_calls.OpenToRead(Path, out _, follow: true) >= 0);
        Assert.Equal(0, _calls.Look(Path, out FileLook look));
        Assert.False(look.IsRegular);
        Assert.Equal(0, _calls.Look(Path, out look, follow: true));
        Assert.True(look.IsRegular);
        int folder = _calls.OpenToRead(Folder, out _);
        Assert.Equal(-1, _calls.Read(folder, new byte[1], out error));
        Assert.Equal(ControlCalls.IsFolder, error);
        _disk.Write("/run/foreign", "x"u8, owner: 7);
        Assert.Equal(-1, _calls.OpenToRead(ControlCalls.PathOf("/run/foreign"), out error));
        Assert.Equal(NotAllowed, error);
        _disk.Write("/run/read", "x"u8, owner: 7, mode: 0x1A4);
        Assert.Null(_calls.IsUnwritten(_calls.OpenToRead(ControlCalls.PathOf("/run/read"), out _)));
        _disk.Change("/run", owner: 0, mode: 0x1ED);
        Assert.Equal(NotAllowed, _calls.Rename(Path, Other));
    }

    [Fact]
    public void Faults_of_the_disk_have_their_numbers()
    {
        _disk.Write("/run/kill", "x"u8);
        _disk.Faults.FailsAll = true;
        Assert.Equal(InputOutput, _calls.Look(Path, out _));
        _disk.Faults.FailsAll = false;
        _disk.Faults.IsReadOnly = true;
        Assert.Equal(ReadOnly, _calls.Unlink(Path));
        Assert.Equal(ReadOnly, _calls.Rename(Path, Other));
        Assert.Equal(ReadOnly, _calls.Make(Other, Folder));
    }
}
