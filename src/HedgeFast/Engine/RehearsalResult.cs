using System.Globalization;

namespace HedgeFast.Engine;

/// <summary>What a rehearsal has gone through.</summary>
internal sealed record RehearsalResult
{
    /// <summary>How long it took, from its first file to its last, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether nothing was compiled any more when it ended; otherwise its time was over.</summary>
    public required bool Settled { get; init; }

    /// <summary>Methods compiled meanwhile, each as often as it was compiled.</summary>
    public required long Compiled { get; init; }

    /// <summary>Quotes consumed.</summary>
    public required long Ticks { get; init; }

    /// <summary>New orders sent.</summary>
    public required long Orders { get; init; }

    /// <summary>Fills.</summary>
    public required long Fills { get; init; }

    /// <summary>Orders that the exchange refused.</summary>
    public required long Rejects { get; init; }

    /// <summary>Decisions that a limit refused.</summary>
    public required long Refusals { get; init; }

    /// <summary>Cancel requests sent.</summary>
    public required long Cancels { get; init; }

    /// <summary>What is printed.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"warmed up in {Seconds:0.0} s: {Ticks:N0} ticks and {Orders:N0} orders rehearsed{(Settled ? "" : ", and the time was over before the compiler was done")}");
}
