using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Resume;

/// <summary>
/// Which settings a run may resume under: everything may change but what positions, orders and limits of the run before
/// are counted in. What has changed is listed.
/// </summary>
internal static class ResumeRules
{
    /// <summary>Refuses settings that what is carried would mean something else under.</summary>
    /// <param name="directory">The journal's folder, for the message.</param>
    /// <param name="before">The settings of the run before.</param>
    /// <param name="now">Those of this run.</param>
    /// <exception cref="JournalException">They differ in what is carried; the message names the key and both
    /// values.</exception>
    public static void Require(string directory, HedgeSettings before, HedgeSettings now)
    {
        Same(directory, "instance", before.Instance, now.Instance);
        Same(directory, "instruments", before.Instruments.Count, now.Instruments.Count);
        for (int i = 0; i < now.Instruments.Count; i++)
        {
            (Instrument old, Instrument other, string at) =
                (before.Instruments[i], now.Instruments[i], $"instruments[{i}]");
            Same(directory, at + ".symbol", old.Symbol, other.Symbol);
            Same(directory, at + ".underlying", old.Underlying, other.Underlying);
            Same(directory, at + ".kind", old.Kind, other.Kind);
            Same(directory, at + ".contractSize", old.ContractSize, other.ContractSize);
            Same(directory, at + ".tickSize", old.TickSize, other.TickSize);
            Same(directory, at + ".quoteCurrency", old.QuoteCurrency, other.QuoteCurrency);
            Same(directory, at + ".expiry", old.ExpiryNanos, other.ExpiryNanos);
        }

        Same(directory, "underlyings", before.Underlyings.Count, now.Underlyings.Count);
        for (int i = 0; i < now.Underlyings.Count; i++)
        {
            (UnderlyingSettings old, UnderlyingSettings other, string at) =
                (before.Underlyings[i], now.Underlyings[i], $"underlyings[{i}]");
            Same(directory, at + ".name", old.Name, other.Name);
            Same(directory, at + ".hedgeInstrument", old.HedgeInstrument, other.HedgeInstrument);
            Same(directory, at + ".fallbacks", string.Join(',', old.Fallbacks), string.Join(',', other.Fallbacks));
        }
    }

    /// <summary>
    /// Every setting that has changed, as the journal's folder names it: "limits.maxOrderLots 50 -> 80".
    /// </summary>
    public static IEnumerable<string> Changes(byte[] before, byte[] now) =>
        Changes("", JsonNode.Parse(before), JsonNode.Parse(now));

    /// <summary>
    /// The limits that a resumed run begins with. One that was changed by hand stays in force; where the configuration
    /// was changed too, the tighter of the two holds, and never more than an operator may set now.
    /// </summary>
    /// <param name="inForce">The limits in force when the run before ended.</param>
    /// <param name="before">The configuration of the run before.</param>
    /// <param name="now">The configuration of this run.</param>
    /// <param name="notes">What a person has to know of it, a sentence each.</param>
    public static CarriedLimits Merge(
        in CarriedLimits inForce, LimitSettings before, LimitSettings now, ICollection<string> notes)
    {
        CarriedLimits carried = inForce;
        var merged = new CarriedLimits
        {
            MaxOrderLots = (long)Of(
                LimitKey.MaxOrderLots, "maxOrderLots", carried.MaxOrderLots, before.MaxOrderLots, now.MaxOrderLots),
            MaxPositionLots = (long)Of(
                LimitKey.MaxPositionLots, "maxPositionLots", carried.MaxPositionLots, before.MaxPositionLots,
                now.MaxPositionLots),
            MaxOrderNotional = Of(
                LimitKey.MaxOrderNotional, "maxOrderNotional", carried.MaxOrderNotional, before.MaxOrderNotional,
                now.MaxOrderNotional),
            CollarFraction = Of(
                LimitKey.CollarFraction, "collarFraction", carried.CollarFraction, before.CollarFraction,
                now.CollarFraction),
            MaxDayCost = Of(LimitKey.MaxDayCost, "maxDayCost", carried.MaxDayCost, before.MaxDayCost, now.MaxDayCost),
            MaxDayLoss = Of(LimitKey.MaxDayLoss, "maxDayLoss", carried.MaxDayLoss, before.MaxDayLoss, now.MaxDayLoss),
            ByHand = carried.ByHand,
            Operator = carried.Operator,
        };
        if (merged.MaxOrderLots <= merged.MaxPositionLots)
            return merged;

        // An order larger than the position allowed would never pass: the tighter of the two holds for both.
        notes.Add($"limits.maxOrderLots: {merged.MaxPositionLots}, because limits.maxPositionLots is that now");
        return merged with
        {
            MaxOrderLots = merged.MaxPositionLots,
            ByHand = merged.ByHand | (1L << (int)LimitKey.MaxOrderLots),
        };

        double Of(LimitKey key, string name, double value, double configured, double other)
        {
            if (!carried.IsByHand(key))
                return other;
            double tighter = Math.Min(configured == other ? value : Math.Min(value, other), now.OperatorFactor * other);
            string values = string.Create(
                CultureInfo.InvariantCulture,
                $"{tighter} in force, changed by hand in the run before; the configuration says {other}");
            notes.Add($"limits.{name}: {values}");
            return tighter;
        }
    }

    private static IEnumerable<string> Changes(string path, JsonNode? before, JsonNode? now)
    {
        if (before is JsonObject old && now is JsonObject other)
        {
            string prefix = path.Length == 0 ? "" : path + ".";
            return old.Select(pair => pair.Key)
                .Union(other.Select(pair => pair.Key))
                .SelectMany(key => Changes(prefix + key, old[key], other[key]));
        }

        if (before is JsonArray oldList && now is JsonArray otherList && oldList.Count == otherList.Count)
        {
            return Enumerable.Range(0, oldList.Count).SelectMany(
                i => Changes($"{path}[{i}]", oldList[i], otherList[i]));
        }

        return JsonNode.DeepEquals(before, now)
            ? []
            : [$"{path} {before?.ToJsonString() ?? "none"} -> {now?.ToJsonString() ?? "none"}"];
    }

    private static void Same<T>(string directory, string key, T before, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(before, now))
        {
            throw new JournalException(
                $"{directory}: {key} was {before} in the run before and is {now}: its positions and orders are counted "
                + "in that. Put it back, or begin in a folder of its own with the position as startLots");
        }
    }
}
