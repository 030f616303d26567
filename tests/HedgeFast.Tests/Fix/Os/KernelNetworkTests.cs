using HedgeFast.Fix.Os;

namespace HedgeFast.Tests.Fix.Os;

/// <summary>The rules of a network over the kernel's sockets, and its look-up of names.</summary>
public sealed class KernelNetworkTests : NetworkContractTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override Network Network => Network.Kernel;

    /// <inheritdoc/>
    protected override bool Until(Func<bool> condition) => SpinWait.SpinUntil(condition, Patience);

    [Fact]
    public void A_name_that_has_no_address_fails_in_words()
    {
        using StreamSocket stream = Network.Connect("no-such-host.invalid", 1);
        Assert.Null(stream.Local);
        Assert.Null(stream.Remote);
        string? error = null;
        Assert.True(Until(() => stream.Connecting(out error) == ConnectState.Failed));
        Assert.Equal("the name can't be resolved", error);
    }

    [Fact]
    public void A_stream_may_be_closed_before_its_name_is_resolved() =>
        Network.Connect("no-such-host.invalid", 1).Dispose();
}
