namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// Coefficients of the sixteen polynomials that are Phi(x) - 1/2 on x >= 0 in the kernels.
/// <para>Derivation. With h = 1/2 and u = x / h, segment k = round-half-even(u) covers u in [k - 1/2, k + 1/2] and t =
/// u - k is exact. Segments 1 to 15 are minimax polynomials of degree 9 in t (Remez exchange in 50-digit arithmetic on
/// 1/2 - erfc(u h / sqrt 2) / 2); segment 0 interpolates the odd function at the ten Chebyshev nodes, so that its even
/// coefficients vanish and Phi(0) is exactly 1/2. Coefficients are rounded once, to nearest.</para>
/// <para>Error. The worst segment is the first, with 5.82e-14; evaluated in doubles the whole is within
/// <see cref="Phi.KernelError"/> of Phi for every double. Two degrees more would reach the precision of a double and
/// cost a fifth of the kernel's speed; <see cref="FinePhiTable"/> has them. Segment 15 is lifted by a straight line of
/// 6e-15 at its upper end, x = 7.75, so that its value there is 1/2 or above and the final min(1/2, .) makes the limits
/// exact: Phi is exactly 1 (0) from there on, where the true distance is below 4.7e-15.</para>
/// <para>Source of the function: Abramowitz and Stegun, 26.2.29, Phi(x) = erfc(-x / sqrt 2) / 2.</para>
/// </summary>
internal static class PhiTable
{
    /// <summary>Segments, that is coefficients per degree.</summary>
    public const int Segments = 16;

    /// <summary>Degree of each polynomial.</summary>
    public const int Degree = 9;

    /// <summary>
    /// Coefficients per segment in <see cref="BySegment"/>: twelve, of which the last two are unused and keep rows of
    /// vectors aligned.
    /// </summary>
    public const int Stride = 12;

    /// <summary>Segments per unit of x: 1 / h.</summary>
    public const double SegmentsPerUnit = 2.0;

    /// <summary>Largest u that still rounds to segment 15: the double below 15.5.</summary>
    public const double UpperEnd = 15.499999999999998;

    /// <summary>Added to u it leaves round-half-even(u) in the low bits of the significand: 1.5 * 2^52.</summary>
    public const double Rounder = 6755399441055744.0;

    /// <summary>
    /// Coefficient of degree d of segment k at [d * 16 + k]; 64-byte aligned, for kernels that pick with a permute.
    /// </summary>
    public static readonly AlignedDoubles ByDegree = AlignedDoubles.CopyOf(Coefficients);

    /// <summary>The same at [k * 12 + d]; 64-byte aligned, for kernels that pick with small loads.</summary>
    public static readonly AlignedDoubles BySegment = Transpose(Coefficients, Degree, Stride);

    private static ReadOnlySpan<double> Coefficients =>
    [
        // t^0
        0.0, 0.19146246127395491, 0.3413447460685398, 0.43319279873117744,
        0.47724986805182606, 0.4937903346742112, 0.4986501019683662, 0.4997673709209667,
        0.4999683287581681, 0.49999660232687526, 0.49999971334842797, 0.49999998101043747,
        0.49999999901341236, 0.49999999995984, 0.4999999999987202, 0.4999999999999711,
        // t^1
        0.19947114020070764, 0.17603266338215356, 0.12098536225963212, 0.06475879783294076,
        0.026995483256561686, 0.00876415024678499, 0.0022159242059787134, 0.0004363413475239129,
        6.691511288084152e-05, 7.991870553037036e-06, 7.433597574269936e-07, 5.384880027169871e-08,
        3.0379414397708517e-09, 1.3347783286172236e-10, 4.567360401915447e-12, 1.277160393899707e-13,
        // t^2
        0.0, -0.022004082911121096, -0.030246340564234586, -0.024284549194460624,
        -0.013497741629360394, -0.005477593901697705, -0.0016619431537342596, -0.00038179867952147043,
        -6.691511312300206e-05, -8.990854375874497e-06, -9.2919967106294e-07, -7.404209112977248e-08,
        -4.556910440798216e-09, -2.1690127485734763e-10, -7.992864205943854e-12, -2.2821662370797295e-13,
        // t^3
        -0.008311297506623084, -0.005501020730952078, -4.274410792560056e-12, 0.0033728540541462715,
        0.0033744354092807437, 0.0019171578664347797, 0.0007386414013282961, 0.00020453500658117426,
        4.182194566042773e-05, 6.410146202718868e-06, 7.433597532943886e-07, 6.562822124843642e-08,
        4.430330234460287e-09, 2.2941487741234902e-10, 9.134706982995299e-12, 2.8019957169781413e-13,
        // t^4
        0.0, 0.0012606502109983545, 0.001260264168451972, 0.00037944630867300277,
        -0.00028120291646273213, -0.0003708788353757312, -0.00020774291807679638, -7.357577304807298e-05,
        -1.8122835375853372e-05, -3.231088183387384e-06, -4.258840154195848e-07, -4.203461038585792e-08,
        -3.1329313089218384e-09, -1.7736853421990795e-10, -7.660359451421515e-12, -2.532084122813573e-13,
        // t^5
        0.00031167360085471624, 0.00014325575329652643, -0.0001260263329582852, -0.00018339894599085686,
        -7.030078097154117e-05, 2.0826269466297874e-05, 3.46238286821949e-05, 1.8081464111754797e-05,
        5.680812137779329e-06, 1.2136086490620389e-06, 1.8506568615189135e-07, 2.0657894615389733e-08,
        1.7136086003573178e-09, 1.0668514835821376e-10, 5.019600859476394e-12, 1.793934999923361e-13,
        // t^6
        0.0, -4.798649046444406e-05, -3.150635586074619e-05, 1.0274111687032956e-05,
        2.1089838712633325e-05, 8.024732684315352e-06, -1.7309247123371925e-06, -2.821391599370552e-06,
        -1.289596165648139e-06, -3.4740172595053154e-07, -6.290535986487663e-08, -8.063742601737954e-09,
        -7.51759176557711e-10, -5.180282515727066e-11, -2.66686374712746e-12, -1.0334140855143311e-13,
        // t^7
        -9.275377104440531e-06, -2.5496530459615054e-06, 6.000541030381644e-06, 4.35728647532765e-06,
        -9.202505903130196e-07, -2.0526624204200948e-06, -6.596070992043216e-07, 1.6715852661482696e-07,
        1.9937698088494983e-07, 7.555014618889678e-08, 1.696092777629251e-08, 2.553730945850163e-09,
        2.712815627404402e-10, 2.0886445569525e-11, 1.1847925836073168e-12, 5.00624054146344e-14,
        // t^8
        0.0, 1.3459551767613923e-06, 4.676975333273338e-07, -6.72056606600911e-07,
        -4.4809557734709287e-07, 1.0161641558493852e-07, 1.6881327798025663e-07, 3.9724791826780267e-08,
        -1.4905683355963544e-08, -1.1936425937807572e-08, -3.6574090012430976e-09, -6.769515826406045e-10,
        -8.43986038882034e-11, -7.42939150090121e-12, -4.738119048666638e-13, -2.224752898840051e-14,
        // t^9
        2.2259662816974812e-07, 2.4202329461692354e-08, -1.6926573803501727e-07, -4.913047463836784e-08,
        7.106987820043471e-08, 3.522691509012634e-08, -1.1924149745953388e-08, -1.160658081477011e-08,
        -1.5088682332290207e-09, 1.1307643866576496e-09, 5.943736902270744e-10, 1.4250692785811104e-10,
        2.119706973259258e-11, 2.1401714314928094e-12, 1.5292842245245558e-13, 7.919944417135e-15,
    ];

    /// <summary>Coefficients by segment from coefficients by degree.</summary>
    public static AlignedDoubles Transpose(ReadOnlySpan<double> byDegree, int degree, int stride)
    {
        AlignedDoubles table = new(Segments * stride);
        for (int d = 0; d <= degree; d++)
        {
            for (int segment = 0; segment < Segments; segment++)
                table.Span[(segment * stride) + d] = byDegree[(d * Segments) + segment];
        }

        return table;
    }
}
