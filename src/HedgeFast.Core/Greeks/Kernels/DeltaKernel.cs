using System.Diagnostics.CodeAnalysis;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// Evaluates <c>delta_i = w_i s Phi(h (b_i L + a_i))</c> for a range of options and sums it. All kernels give the same
/// bits: per element one fixed sequence of fused multiply-adds (see <see cref="Phi"/>), and a sum of eight lanes,
/// option i of the range in lane i mod 8, added in order and folded as <c>s_j = l_j + l_(j+4)</c>, <c>t_j = s_j +
/// s_(j+2)</c>, <c>t_0 + t_1</c>.
/// </summary>
public abstract class DeltaKernel
{
    /// <summary>The environment variable that forces an instruction set: scalar, v128, v256 or v512.</summary>
    public const string EnvironmentVariable = "HEDGEFAST_ISA";

    private protected const int Lanes = 8;

    private protected DeltaKernel()
    {
    }

    /// <summary>The instruction set as the environment variable names it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether this machine runs it at full width, with fused multiply-add in hardware; the scalar kernel always runs.
    /// </summary>
    public abstract bool IsSupported { get; }

    /// <summary>Options that <see cref="Revalue"/> takes about a microsecond for; a multiple of eight.</summary>
    internal abstract int OptionsPerMicrosecond { get; }

    /// <summary>The expansion around a point, on the same instruction set.</summary>
    internal abstract ExpansionKernel Expansion { get; }

    /// <summary>Every kernel, widest first.</summary>
    public static IReadOnlyList<DeltaKernel> All { get; } =
        [new Vector512DeltaKernel(), new Vector256DeltaKernel(), new Vector128DeltaKernel(), new ScalarDeltaKernel()];

    /// <summary>The widest kernel of this machine, or the one that HEDGEFAST_ISA names.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names no kernel, or one that this machine cannot
    /// run.</exception>
    public static DeltaKernel Choose() => Choose(Environment.GetEnvironmentVariable(EnvironmentVariable));

    /// <summary>
    /// The widest kernel of this machine when <paramref name="name"/> is null or empty, else the named one.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">There is no such kernel, or this machine cannot run
    /// it.</exception>
    public static DeltaKernel Choose(string? name)
    {
        foreach (DeltaKernel kernel in All)
        {
            if (
                string.IsNullOrEmpty(name)
                    ? kernel.IsSupported
                    : string.Equals(kernel.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return kernel.IsSupported ? kernel : ThrowUnsupported(kernel.Name);
            }
        }

        return ThrowUnknown(name);
    }

    /// <summary>Deltas of one range at <paramref name="level"/>; returns their sum.</summary>
    /// <param name="level">L: ln(price / reference), or price - reference for Bachelier. Finite.</param>
    /// <param name="scale">Factor common to the range.</param>
    /// <param name="a">First a of the range, in segments; readable up to the next multiple of eight, like
    /// <paramref name="b"/> and <paramref name="w"/>, where w is zero.</param>
    /// <param name="b">First b, in segments per unit of L.</param>
    /// <param name="w">First weight.</param>
    /// <param name="delta">First delta; exactly <paramref name="count"/> are written.</param>
    /// <param name="count">Options in the range.</param>
    internal abstract double Revalue(
        double level, double scale, ref readonly double a, ref readonly double b, ref readonly double w,
        ref double delta, int count);

    /// <summary>
    /// a, b and w of options that share an expiry: with e = slope / sqrt T, <c>a = (offset - level) e + shift sqrt
    /// T</c> (the first product fused), <c>b = e growth</c>, <c>w = weight factor</c>. Every operation is element by
    /// element, so that width changes no bit.
    /// </summary>
    internal virtual void Prepare(
        in ExpiryTerms terms, ReadOnlySpan<double> level, ReadOnlySpan<double> slope, ReadOnlySpan<double> shift,
        ReadOnlySpan<double> weight,
        Span<double> a, Span<double> b, Span<double> w) => VectorPreparation.Run(
            in terms, level, slope, shift, weight, a, b, w);

    /// <summary>The fold of the eight lanes.</summary>
    internal static double Fold(ReadOnlySpan<double> lane)
    {
        double s0 = lane[0] + lane[4];
        double s1 = lane[1] + lane[5];
        double s2 = lane[2] + lane[6];
        double s3 = lane[3] + lane[7];
        return (s0 + s2) + (s1 + s3);
    }

    [DoesNotReturn]
    private static DeltaKernel ThrowUnsupported(string name) =>
        throw new PlatformNotSupportedException(
            $"{EnvironmentVariable}={name}: this machine does not run these instructions; supported here: "
            + $"{Supported()}.");

    [DoesNotReturn]
    private static DeltaKernel ThrowUnknown(string? name) =>
        throw new PlatformNotSupportedException(
            $"{EnvironmentVariable}={name}: unknown; allowed are scalar, v128, v256 and v512; supported here: "
            + $"{Supported()}.");

    private static string Supported() =>
        string.Join(", ", All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name));
}
