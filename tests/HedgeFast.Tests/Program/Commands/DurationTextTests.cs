using HedgeFast.Commands;

namespace HedgeFast.Tests.Program.Commands;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("20s", 20_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("0.5s", 500)]
    public void A_duration_with_a_unit_is_read(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1 s")]
    [InlineData("NaNs")]
    [InlineData("1e3s")]
    [InlineData("1,000s")]
    [InlineData("721h")]
    [InlineData("2d")]
    [InlineData("20S")]
    public void A_text_that_is_no_positive_duration_up_to_30_days_is_refused(string text) =>
        Assert.False(DurationText.TryParse(text, out _));
}
