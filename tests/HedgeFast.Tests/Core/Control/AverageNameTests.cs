using HedgeFast.Core.Book;
using HedgeFast.Core.Control;

namespace HedgeFast.Tests.Core.Control;

/// <summary>The name of a settlement average that the program tells is one that it takes.</summary>
public sealed class AverageNameTests
{
    [Theory]
    [InlineData("2024-08-30T08:00:00Z")]
    [InlineData("2024-08-30T08:00:00.5Z")]
    [InlineData("2024-08-30T08:00:00.1234567Z")]
    [InlineData("2024-08-30T08:00:00.123456789Z")]
    public void An_average_is_found_by_the_name_that_is_told(string expiry)
    {
        Assert.True(UtcTime.TryParse(expiry, out long nanos));
        AverageName name = new("BTC", nanos, 0, 0);
        string[] words = name.ToString().Split(' ');
        Assert.Equal(2, words.Length);
        Assert.StartsWith(words[1].TrimEnd('Z'), expiry, StringComparison.Ordinal);
        Assert.Equal(name, AverageName.Find([name], words[0], words[1]));
        Assert.Equal(name, AverageName.Find([name], "BTC", expiry));
        Assert.Null(AverageName.Find([name], "ETH", words[1]));
        Assert.Null(AverageName.Find([name], "BTC", "2024-08-30T08:00:01Z"));
    }
}
