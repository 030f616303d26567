using HedgeFast.Core.Control;
using HedgeFast.Fix.Os;

namespace HedgeFast.Tests.Core.Control;

public sealed class DayProfitFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-day-").FullName;

    private string FilePath => Path.Combine(_folder, "day");

    [Fact]
    public void The_profit_written_last_is_read()
    {
        Assert.Null(DayProfitFile.Read(Disk.Kernel, FilePath));
        DayProfitFile.Write(Disk.Kernel, FilePath, 1, 2);
        DayProfitFile.Write(Disk.Kernel, FilePath, 1_723_075_200_000_000_000, -215.7469587187);
        (long dayStart, double profit) = DayProfitFile.Read(Disk.Kernel, FilePath)!.Value;
        Assert.Equal(1_723_075_200_000_000_000, dayStart);
        Assert.Equal(-215.7469587187, profit);
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1723075200000000000")]
    [InlineData("1723075200000000000 NaN")]
    [InlineData("today -5")]
    public void A_file_without_day_and_profit_is_refused(string text)
    {
        File.WriteAllText(FilePath, text);
        Assert.Throws<InvalidDataException>(() => DayProfitFile.Read(Disk.Kernel, FilePath));
    }

    [Fact]
    public void A_link_planted_beside_the_file_is_not_written_through()
    {
        string target = Path.Combine(_folder, "target");
        File.WriteAllText(target, "precious");
        File.CreateSymbolicLink(FilePath + ".next", target);
        DayProfitFile.Write(Disk.Kernel, FilePath, 1, 2);
        Assert.Equal("precious", File.ReadAllText(target));
        Assert.True(DayProfitFile.Read(Disk.Kernel, FilePath) is (1, 2));
        Assert.Null(new FileInfo(FilePath).LinkTarget);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("nowhere")]
    public void A_link_in_place_of_the_file_is_refused_with_a_reason_and_not_read(string target)
    {
        File.CreateSymbolicLink(FilePath, target);
        Assert.Contains(
            "remove it", Assert.Throws<InvalidDataException>(() => DayProfitFile.Read(Disk.Kernel, FilePath)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
