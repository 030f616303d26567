using HedgeFast.Core.Control;

namespace HedgeFast.Tests.Core.Control;

public sealed class DayProfitFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-day-").FullName;

    private string FilePath => Path.Combine(_folder, "day");

    [Fact]
    public void What_was_written_last_is_read()
    {
        Assert.Null(DayProfitFile.Read(FilePath));
        DayProfitFile.Write(FilePath, 1, 2);
        DayProfitFile.Write(FilePath, 1_723_075_200_000_000_000, -215.7469587187);
        Assert.Equal((1_723_075_200_000_000_000, -215.7469587187), DayProfitFile.Read(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1723075200000000000")]
    [InlineData("1723075200000000000 NaN")]
    [InlineData("today -5")]
    public void What_can_not_be_read_is_not_taken_for_no_loss(string text)
    {
        File.WriteAllText(FilePath, text);
        Assert.Throws<InvalidDataException>(() => DayProfitFile.Read(FilePath));
    }

    [Fact]
    public void A_link_that_was_planted_beside_it_is_not_written_through()
    {
        string target = Path.Combine(_folder, "target");
        File.WriteAllText(target, "precious");
        File.CreateSymbolicLink(FilePath + ".next", target);
        DayProfitFile.Write(FilePath, 1, 2);
        Assert.Equal("precious", File.ReadAllText(target));
        Assert.Equal((1, 2.0), DayProfitFile.Read(FilePath));
        Assert.Null(new FileInfo(FilePath).LinkTarget);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("nowhere")]
    public void A_link_in_its_place_is_refused_in_words_and_read_by_nobody(string target)
    {
        File.CreateSymbolicLink(FilePath, target);
        Assert.Contains(
            "remove it", Assert.Throws<InvalidDataException>(() => DayProfitFile.Read(FilePath)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
