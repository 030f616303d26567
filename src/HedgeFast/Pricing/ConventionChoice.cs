using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Pricing;

/// <summary>
/// Chooses the convention of the column <c>delta</c>: the requested, else the configured, else the model's own.
/// </summary>
/// <param name="asked">The requested convention; null without one.</param>
/// <param name="config">The configuration; null without one.</param>
internal sealed class ConventionChoice(DeltaConvention? asked, ResolvedConfig? config)
{
    private readonly Dictionary<string, DeltaConvention> _configured =
        config?.Settings.Underlyings.ToDictionary(u => u.Name, u => u.Delta, StringComparer.Ordinal) ?? [];

    /// <summary>Chooses the convention of an option.</summary>
    public DeltaConvention For(OptionRow row)
    {
        if (asked is { } convention || _configured.TryGetValue(row.Underlying, out convention))
            return convention;
        if (row.Settlement == SettlementKind.Inverse)
            return DeltaConvention.NetTransaction;
        return row.Model is OptionModel.Bsm or OptionModel.BsmAmerican ? DeltaConvention.Spot : DeltaConvention.Futures;
    }
}
