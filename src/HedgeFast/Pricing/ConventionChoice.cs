using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Pricing;

/// <summary>Which delta stands in the column <c>delta</c>: the one asked for, else the configured one of the underlying, else the one the option's kind suggests.</summary>
internal sealed class ConventionChoice(DeltaConvention? asked, ResolvedConfig? config)
{
    private readonly Dictionary<string, DeltaConvention> _configured =
        config?.Settings.Underlyings.ToDictionary(u => u.Name, u => u.Delta, StringComparer.Ordinal) ?? [];

    /// <summary>The convention for an option.</summary>
    public DeltaConvention For(OptionRow row)
    {
        if (asked is { } convention || _configured.TryGetValue(row.Underlying, out convention))
            return convention;
        if (row.Settlement == SettlementKind.Inverse)
            return DeltaConvention.NetTransaction;
        return row.Model is OptionModel.Bsm or OptionModel.BsmAmerican ? DeltaConvention.Spot : DeltaConvention.Futures;
    }
}
