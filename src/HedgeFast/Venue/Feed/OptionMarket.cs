using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Venue.Feed;

/// <summary>The options quoted beside the tape; an order in one is refused as unknown.</summary>
public sealed record OptionMarket
{
    /// <summary>The options; each is quoted at its own volatility, one without is not quoted.</summary>
    public required OptionBook Book { get; init; }

    /// <summary>
    /// The options as instruments of the feed; dense indices are <see cref="FirstIndex"/> plus those in the book.
    /// </summary>
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
