namespace HedgeFast.Tests.Core.Greeks;

/// <summary>Comparison of doubles by their bits.</summary>
internal static class Bits
{
    /// <summary>The standard leaves the payload of a NaN open, so that any NaN equals any other here.</summary>
    public static void AssertSame(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(double.IsNaN(expected[i]) && double.IsNaN(actual[i])))
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected[i]), BitConverter.DoubleToInt64Bits(actual[i]));
        }
    }
}
