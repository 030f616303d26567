using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks;

/// <summary>Holds the deltas of a whole book: one <see cref="UnderlyingDelta"/> an underlying.</summary>
/// <remarks>Not thread-safe: it belongs to one thread.</remarks>
public sealed class PortfolioDelta
{
    private readonly UnderlyingDelta[] _underlyings;
    private readonly double[] _deltas;
    private readonly (int Underlying, long Nanos)[] _expiries;
    private readonly SettlementAverage?[] _averageOf;

    // Of each expiry group of the book its index among its underlying's.
    private readonly int[] _groupOf;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options.</param>
    /// <param name="conventionPerUnderlying">Which delta, by underlying of the book.</param>
    /// <param name="carryPerUnderlying">Rate, carry and time step, by underlying of the book.</param>
    /// <param name="kernel">From <see cref="DeltaKernel.Choose()"/>.</param>
    /// <param name="volatilities">Volatilities that replace the book's; null keeps those.</param>
    /// <param name="rulePerUnderlying">How volatilities are used, by underlying; null is sticky strike of any
    /// age.</param>
    /// <param name="usesSolver">Whether the solver computes what is expensive, see
    /// <see cref="UnderlyingDelta.AskSolver"/>; otherwise computed here when due.</param>
    /// <param name="settlementPerUnderlying">Which delta averaged options have, by underlying; null is the linear
    /// decay.</param>
    /// <exception cref="ArgumentException">A list's length is not the number of underlyings, a value is out of range,
    /// or <see cref="FindUnsupported"/> has an answer.</exception>
    public PortfolioDelta(
        OptionBook book, IReadOnlyList<DeltaConvention> conventionPerUnderlying,
        IReadOnlyList<UnderlyingCarry> carryPerUnderlying, DeltaKernel kernel,
        OptionVolatilities? volatilities = null, IReadOnlyList<VolatilityRule>? rulePerUnderlying = null,
        bool usesSolver = false, IReadOnlyList<SettlementDelta>? settlementPerUnderlying = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (carryPerUnderlying.Count != book.Underlyings.Count)
            throw new ArgumentException("One carry for each underlying of the book is needed.");
        bool[] paysDividends = [.. carryPerUnderlying.Select(carry => carry.Dividends is not null)];
        if (FindUnsupported(book, conventionPerUnderlying, paysDividends) is { } reason)
            throw new ArgumentException(reason);

        Kernel = kernel;
        _deltas = new double[book.Count];
        _expiries = [.. book.Groups.ToArray().Select(group => (group.Underlying, group.ExpiryNanos))];
        _groupOf = [.. _expiries.Select((own, g) => _expiries.Take(g).Count(e => e.Underlying == own.Underlying))];
        _underlyings = new UnderlyingDelta[book.Underlyings.Count];
        for (int i = 0; i < _underlyings.Length; i++)
        {
            DeltaModel model = new(conventionPerUnderlying[i], carryPerUnderlying[i])
            {
                Rule = rulePerUnderlying?[i],
                Settlement = settlementPerUnderlying?[i] ?? SettlementDelta.Linear,
                UsesSolver = usesSolver,
            };
            _underlyings[i] = new UnderlyingDelta(book, i, model, kernel, volatilities, _deltas);
        }

        _averageOf =
        [
            .. book.Groups.ToArray().Select(
                s => _underlyings[s.Underlying].Averages.Find(s.ExpiryNanos, s.AveragingNanos)),
        ];
    }

    /// <summary>The options of one underlying, by its index in the book.</summary>
    public UnderlyingDelta this[int underlying] => _underlyings[underlying];

    /// <summary>
    /// Each option's delta, quantity and multiplier included, units of the underlying, in the book's order; as of its
    /// underlying's last revaluation.
    /// </summary>
    public ReadOnlySpan<double> Deltas => _deltas;

    /// <summary>The kernel in use.</summary>
    public DeltaKernel Kernel { get; }

    /// <summary>Number of expiry groups of the book.</summary>
    public int Expiries => _expiries.Length;

    /// <summary>The underlying and the expiry, UTC nanoseconds since 1970, of an expiry group of the book.</summary>
    public (int Underlying, long Nanos) ExpiryOf(int group) => _expiries[group];

    /// <summary>ln(F/S) of an expiry group, by the forwards last read; NaN where none is known.</summary>
    /// <param name="group">Index of the group in the book.</param>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970; matters where the forward is the
    /// carry's.</param>
    public double LogRatio(int group, long utcNanos) => UnderlyingOf(group).LogRatio(_groupOf[group], utcNanos);

    /// <summary>ln F at which the smile of an expiry group was anchored; NaN without such a smile.</summary>
    /// <param name="group">Index of the group in the book.</param>
    public double AnchorOf(int group) => UnderlyingOf(group).AnchorOf(_groupOf[group]);

    /// <summary>
    /// Mean of an expiry group's averaging window up to a time, quote currency: from its expiry on the settlement
    /// price.
    /// </summary>
    /// <remarks>NaN before the window, while the mean is not known, and without a window.</remarks>
    /// <param name="group">Index of the group in the book.</param>
    /// <param name="utcNanos">The time, UTC nanoseconds since 1970.</param>
    public double AverageOf(int group, long utcNanos) => _averageOf[group]?.AverageAt(utcNanos) ?? double.NaN;

    /// <summary>Replaces the volatilities of all underlyings, from the next revaluation on.</summary>
    /// <inheritdoc cref="UnderlyingDelta.Use(OptionVolatilities)"/>
    public void Use(OptionVolatilities volatilities)
    {
        foreach (UnderlyingDelta underlying in _underlyings)
            underlying.Use(volatilities);
    }

    /// <summary>Installs a solver's result in its underlying, see <see cref="UnderlyingDelta.Install"/>.</summary>
    public void Install(in SolverResult result) => _underlyings[result.Underlying].Install(result);

    /// <summary>Checks conventions against a book.</summary>
    /// <param name="book">The options.</param>
    /// <param name="conventionPerUnderlying">Which delta, by underlying of the book.</param>
    /// <param name="paysDividends">Whether there are discrete dividends, by underlying; null for none.</param>
    /// <returns>Words for the configuration error; null where every convention can be computed.</returns>
    public static string? FindUnsupported(
        OptionBook book,
        IReadOnlyList<DeltaConvention> conventionPerUnderlying,
        IReadOnlyList<bool>? paysDividends = null)
    {
        if (conventionPerUnderlying.Count != book.Underlyings.Count)
            return "One delta convention for each underlying of the book is needed.";
        foreach (ExpiryGroup group in book.Groups)
        {
            DeltaConvention convention = conventionPerUnderlying[group.Underlying];
            if (!Enum.IsDefined(convention))
                return $"{book.Underlyings[group.Underlying]}: unknown delta convention {convention}.";
            if (group.Kind == ExpiryKind.Normal && convention == DeltaConvention.NetTransaction)
            {
                return $"{book.Symbols[group.Start]}: the net transaction delta is not defined for bachelier options; "
                    + "use forward, spot or futures.";
            }

            bool isInverse = book.Settlements.Slice(group.Start, group.Count).Contains(SettlementKind.Inverse);
            if (paysDividends is not null && paysDividends[group.Underlying]
                && DividendSchedule.Unsupported(
                    group.Kind, isInverse, group.AveragingNanos > 0, convention) is { } fault)
            {
                return $"{book.Symbols[group.Start]}: {fault}.";
            }
        }

        return null;
    }

    private UnderlyingDelta UnderlyingOf(int group) => _underlyings[_expiries[group].Underlying];
}
