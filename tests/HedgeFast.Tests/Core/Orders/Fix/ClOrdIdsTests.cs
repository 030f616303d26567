using System.Text;
using HedgeFast.Core.Orders.Fix;

namespace HedgeFast.Tests.Core.Orders.Fix;

public sealed class ClOrdIdsTests
{
    private readonly ClOrdIds _ids = new("demo", 1_700_000_000_000);

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(long.MaxValue)]
    public void What_is_formatted_is_read_back(long number)
    {
        byte[] bytes = new byte[ClOrdIds.MaxBytes];
        int length = _ids.Format(number, bytes);
        Assert.Equal(number, _ids.Parse(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("demo-lowr0k00-")]
    [InlineData("other-loyw3v28-1")]
    [InlineData("demo-1-1")]
    public void Ids_of_others_are_not_ours(string id) => Assert.Equal(0, _ids.Parse(Encoding.ASCII.GetBytes(id)));

    [Fact]
    public void Ids_of_another_epoch_are_not_ours()
    {
        byte[] bytes = new byte[ClOrdIds.MaxBytes];
        int length = new ClOrdIds("demo", 1_700_000_000_001).Format(5, bytes);
        Assert.Equal(0, _ids.Parse(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("a\u0001b")]
    [InlineData("thirteenchars")]
    public void An_instance_name_that_would_not_survive_the_wire_is_refused(string instance) =>
        Assert.Throws<ArgumentException>(() => new ClOrdIds(instance, 1));

    [Theory]
    [InlineData("a-lzk3w9a4-17", true)]
    [InlineData("a-1-17", true)]
    [InlineData("a-1-x-17", false)]
    [InlineData("a-lzk3w9a4-f17", false)]
    [InlineData("a-lzk3w9a4-", false)]
    [InlineData("b-lzk3w9a4-17", false)]
    [InlineData("by hand", false)]
    [InlineData("a-", false)]
    [InlineData("", false)]
    public void An_id_of_a_run_before_is_one_of_this_engine_and_one_of_another_desk_is_not(string id, bool isOurs) =>
        Assert.Equal(isOurs, new ClOrdIds("a", 1).IsOfInstance(System.Text.Encoding.ASCII.GetBytes(id)));
}
