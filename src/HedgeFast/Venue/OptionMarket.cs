using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Venue;

/// <summary>The options that the venue quotes beside the tape. They have quotes and no market: orders in them are refused like those in any unknown instrument.</summary>
public sealed record OptionMarket
{
    /// <summary>The options; each is quoted at its own volatility, and not at all without one.</summary>
    public required OptionBook Book { get; init; }

    /// <summary>Their places on the feed; the dense index of each is <see cref="FirstIndex"/> and its own in the book.</summary>
    public required IReadOnlyList<Instrument> Quoted { get; init; }

    /// <summary>Dense index of the book's first option.</summary>
    public required int FirstIndex { get; init; }

    /// <summary>Rate and carry by underlying: forward = price * e^(carry T).</summary>
    public required IReadOnlyList<UnderlyingCarry> Carries { get; init; }

    /// <summary>Forwards of the underlyings, those that the engine hedges by; null takes the carry's.</summary>
    public required IReadOnlyList<ForwardCurve?> Forwards { get; init; }

    /// <summary>Options quoted after each row of the tape; positive.</summary>
    public required int PerRow { get; init; }

    /// <summary>Half the spread, a fraction of the price; 0 to 0.9.</summary>
    public required double HalfSpread { get; init; }
}
