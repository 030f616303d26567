using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Store;

namespace HedgeFast.Config.Keys;

/// <summary>Words of the configuration, and the values that they name.</summary>
internal static class ConfigWords
{
    /// <summary>Time of the wall clock.</summary>
    public const string Now = "now";

    /// <summary>Value of the venue profile.</summary>
    public const string OfProfile = "profile";

    /// <summary>A limit derived from the book, the position limit and the rates.</summary>
    public const string Derived = "derived";

    /// <summary>Kinds of a hedge instrument.</summary>
    public static readonly IReadOnlyList<(string Word, InstrumentKind Value)> InstrumentKinds =
        [("inverse", InstrumentKind.InversePerpetual), ("linear", InstrumentKind.Linear)];

    /// <summary>Delta conventions.</summary>
    public static readonly IReadOnlyList<(string Word, DeltaConvention Value)> Deltas =
    [
        ("net-transaction", DeltaConvention.NetTransaction), ("forward", DeltaConvention.Forward),
        ("spot", DeltaConvention.Spot), ("futures", DeltaConvention.Futures),
    ];

    /// <summary>Dynamics of volatilities.</summary>
    public static readonly IReadOnlyList<(string Word, VolatilityDynamics Value)> Dynamics =
        [("sticky-strike", VolatilityDynamics.StickyStrike), ("sticky-moneyness", VolatilityDynamics.StickyMoneyness)];

    /// <summary>Deltas of options that settle on an average.</summary>
    public static readonly IReadOnlyList<(string Word, SettlementDelta Value)> SettlementDeltas =
        [("linear", SettlementDelta.Linear), ("exact", SettlementDelta.Exact)];

    /// <summary>Sources of volatilities.</summary>
    public static readonly IReadOnlyList<(string Word, VolatilitySource Value)> Volatilities =
        [("files", VolatilitySource.Files), ("quotes", VolatilitySource.Quotes)];

    /// <summary>Models of discrete dividends.</summary>
    public static readonly IReadOnlyList<(string Word, DividendModel Value)> Dividends =
        [("escrowed", DividendModel.Escrowed), ("piecewise-lognormal", DividendModel.PiecewiseLognormal)];

    /// <summary>Sources of forwards.</summary>
    public static readonly IReadOnlyList<(string Word, ForwardSource Value)> Forwards =
        [("carry", ForwardSource.Carry), ("given", ForwardSource.Given), ("future", ForwardSource.Future)];

    /// <summary>Points to which a hedge brings the delta.</summary>
    public static readonly IReadOnlyList<(string Word, TradePoint Value)> TradeTos =
        [("edge", TradePoint.Edge), ("between", TradePoint.Between), ("centre", TradePoint.Centre)];

    /// <summary>Hedging policies.</summary>
    public static readonly IReadOnlyList<(string Word, PolicyKind Value)> Policies =
    [
        ("fixed", PolicyKind.Fixed), ("gamma", PolicyKind.Gamma), ("whalley-wilmott", PolicyKind.WhalleyWilmott),
        ("zakamouline", PolicyKind.Zakamouline), ("timed", PolicyKind.Timed), ("leland", PolicyKind.Leland),
    ];

    /// <summary>Modes of revaluation.</summary>
    public static readonly IReadOnlyList<(string Word, RevalueMode Value)> RevalueModes =
        [("every-tick", RevalueMode.EveryTick), ("triggers", RevalueMode.Triggers)];

    /// <summary>Feed transports.</summary>
    public static readonly IReadOnlyList<(string Word, FeedTransport Value)> Transports =
        [("tcp", FeedTransport.Tcp), ("udp", FeedTransport.Udp), ("multicast", FeedTransport.Multicast)];

    /// <summary>Clocks of exchange times; null is auto.</summary>
    public static readonly IReadOnlyList<(string Word, ClockKind? Value)> FeedClocks =
        [("auto", null), ("live", ClockKind.Live), ("recording", ClockKind.Recording)];

    /// <summary>Times in force.</summary>
    public static readonly IReadOnlyList<(string Word, TimeInForce Value)> TimesInForce =
        [("ioc", TimeInForce.ImmediateOrCancel), ("day", TimeInForce.Day), ("fok", TimeInForce.FillOrKill)];

    /// <summary>Styles of orders.</summary>
    public static readonly IReadOnlyList<(string Word, OrderStyle Value)> OrderStyles =
        [("touch", OrderStyle.Touch), ("market", OrderStyle.Market), ("passive", OrderStyle.Passive)];

    /// <summary>Ways to follow the touch with a passive order.</summary>
    public static readonly IReadOnlyList<(string Word, Repricing Value)> Repricings =
        [("cancel", Repricing.Cancel), ("replace", Repricing.Replace)];

    /// <summary>Treatments of fills of others' orders.</summary>
    public static readonly IReadOnlyList<(string Word, ForeignFills Value)> ForeignFillWords =
        [("stop", ForeignFills.Stop), ("count", ForeignFills.Count)];

    /// <summary>Bases of a day's loss.</summary>
    public static readonly IReadOnlyList<(string Word, LossBasis Value)> LossBases =
        [("book", LossBasis.Book), ("hedge", LossBasis.Hedge)];

    /// <summary>Disk policies of the message store.</summary>
    public static readonly IReadOnlyList<(string Word, FsyncPolicy Value)> Fsyncs =
        [("none", FsyncPolicy.None), ("each", FsyncPolicy.Each), ("when-idle", FsyncPolicy.WhenIdle)];

    /// <summary>FIX versions; null is the profile's.</summary>
    public static readonly IReadOnlyList<(string Word, FixVersion? Value)> FixVersions =
        [(OfProfile, null), ("4.2", FixVersion.Fix42), ("4.4", FixVersion.Fix44), ("5.0sp2", FixVersion.Fix50Sp2)];

    /// <summary>Lowest TLS version, and the versions then allowed.</summary>
    public static readonly IReadOnlyList<(string Word, SslProtocols Value)> TlsVersions =
        [("1.2", SslProtocols.Tls12 | SslProtocols.Tls13), ("1.3", SslProtocols.Tls13)];

    /// <summary>Sources of revoked certificates.</summary>
    public static readonly IReadOnlyList<(string Word, X509RevocationMode Value)> Revocations =
    [
        ("none", X509RevocationMode.NoCheck), ("offline", X509RevocationMode.Offline),
        ("online", X509RevocationMode.Online),
    ];

    /// <summary>Schedules; null is auto.</summary>
    /// <remarks>Inline has no word, because a run has no caller to drive it.</remarks>
    public static readonly IReadOnlyList<(string Word, ScheduleKind? Value)> Schedules =
    [
        ("auto", null), ("one-core", ScheduleKind.OneCore), ("two-core", ScheduleKind.TwoCore),
        ("pinned", ScheduleKind.Pinned),
    ];

    /// <summary>Ways to wait; null is auto.</summary>
    public static readonly IReadOnlyList<(string Word, WaitKind? Value)> Waits =
        [("auto", null), ("spin", WaitKind.Spin), ("yield", WaitKind.Yield), ("block", WaitKind.Block)];

    /// <summary>Events that start the tape.</summary>
    public static readonly IReadOnlyList<(string Word, TapeStart Value)> TapeStarts =
        [("engine-ready", TapeStart.EngineReady), ("at-once", TapeStart.AtOnce)];

    /// <summary>Reads a time of day, HH:MM; null for any other text.</summary>
    public static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly clock)
            ? clock
            : null;

    /// <summary>The words alone.</summary>
    public static IReadOnlyList<string> Of<T>(IReadOnlyList<(string Word, T Value)> words) =>
        [.. words.Select(entry => entry.Word)];

    /// <summary>The word that stands for <paramref name="value"/>.</summary>
    public static string For<T>(IReadOnlyList<(string Word, T Value)> words, T value) =>
        words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Word;
}

/// <summary>Points to which a hedge brings the delta.</summary>
internal enum TradePoint
{
    /// <summary>The nearer edge of the band.</summary>
    Edge,

    /// <summary>A point between edge and centre, given by another key.</summary>
    Between,

    /// <summary>The target.</summary>
    Centre,
}

/// <summary>FIX versions of a session.</summary>
internal enum FixVersion
{
    /// <summary>FIX.4.2.</summary>
    Fix42,

    /// <summary>FIX.4.4.</summary>
    Fix44,

    /// <summary>FIX.5.0SP2 over FIXT.1.1.</summary>
    Fix50Sp2,
}

/// <summary>Events that the simulated exchange awaits before it plays the tape.</summary>
internal enum TapeStart
{
    /// <summary>A FIX session logged on and a feed subscriber (for UDP: the session alone).</summary>
    EngineReady,

    /// <summary>None.</summary>
    AtOnce,
}
