namespace HedgeFast.Bench.Peers;

/// <summary>One size of the race: nanoseconds an option and tick; null where a peer is absent.</summary>
/// <param name="Options">Options in the book.</param>
/// <param name="FullNanos">Ours, every option exact.</param>
/// <param name="IncrementalNanos">Ours, expanded and exact again where the bound would be exceeded.</param>
/// <param name="LibmvecNanos">Precomputed, gcc -Ofast with glibc's libmvec.</param>
/// <param name="ScalarNanos">The textbook formula in C++.</param>
/// <param name="QuantlibNanos">QuantLib's BlackCalculator.</param>
/// <param name="MaxAbsError">Largest error of ours, full or incremental, for one unit.</param>
internal sealed record GreeksRaceRow(
    int Options, double FullNanos, double IncrementalNanos, double? LibmvecNanos, double? ScalarNanos, double? QuantlibNanos, double MaxAbsError);
