using System.Globalization;

namespace HedgeFast.Engine;

/// <summary>Counts of a rehearsal, and whether the compiler had finished when the rehearsal ended.</summary>
internal sealed record RehearsalResult
{
    /// <summary>Duration from the first file to the last, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the compiler had finished; otherwise the time was over.</summary>
    public required bool Settled { get; init; }

    /// <summary>Methods compiled during the rehearsal, counted once a compilation.</summary>
    public required long Compiled { get; init; }

    /// <summary>Quotes consumed.</summary>
    public required long Ticks { get; init; }

    /// <summary>New orders sent.</summary>
    public required long Orders { get; init; }

    /// <summary>Fills received.</summary>
    public required long Fills { get; init; }

    /// <summary>Orders that the exchange rejected.</summary>
    public required long Rejects { get; init; }

    /// <summary>Decisions that a limit refused.</summary>
    public required long Refusals { get; init; }

    /// <summary>Cancel requests sent.</summary>
    public required long Cancels { get; init; }

    /// <summary>The printed line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"warmed up in {Seconds:0.0} s: {Ticks:N0} ticks and {Orders:N0} orders "
        + $"rehearsed{(Settled ? "" : ", and the time was over before the compiler was done")}");
}
