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

namespace HedgeFast.Config;

/// <summary>The words of the configuration file and what they stand for.</summary>
internal static class ConfigWords
{
    /// <summary>The wall clock's time.</summary>
    public const string Now = "now";

    /// <summary>The value that the venue profile has.</summary>
    public const string OfProfile = "profile";

    /// <summary>In the place of a limit: derived from the book, the position limit and the rates.</summary>
    public const string Derived = "derived";

    /// <summary>Kind of a hedge instrument.</summary>
    public static readonly IReadOnlyList<(string Word, InstrumentKind Value)> InstrumentKinds =
        [("inverse", InstrumentKind.InversePerpetual), ("linear", InstrumentKind.Linear)];

    /// <summary>Delta conventions.</summary>
    public static readonly IReadOnlyList<(string Word, DeltaConvention Value)> Deltas =
    [
        ("net-transaction", DeltaConvention.NetTransaction), ("forward", DeltaConvention.Forward), ("spot", DeltaConvention.Spot),
        ("futures", DeltaConvention.Futures),
    ];

    /// <summary>Dynamics of volatilities.</summary>
    public static readonly IReadOnlyList<(string Word, VolatilityDynamics Value)> Dynamics =
        [("sticky-strike", VolatilityDynamics.StickyStrike), ("sticky-moneyness", VolatilityDynamics.StickyMoneyness)];

    /// <summary>Deltas of options that settle on an average.</summary>
    public static readonly IReadOnlyList<(string Word, SettlementDelta Value)> SettlementDeltas =
        [("linear", SettlementDelta.Linear), ("exact", SettlementDelta.Exact)];

    /// <summary>Sources of volatilities.</summary>
    public static readonly IReadOnlyList<(string Word, VolatilitySource Value)> Volatilities = [("files", VolatilitySource.Files), ("quotes", VolatilitySource.Quotes)];

    /// <summary>Models of discrete dividends.</summary>
    public static readonly IReadOnlyList<(string Word, DividendModel Value)> Dividends =
        [("escrowed", DividendModel.Escrowed), ("piecewise-lognormal", DividendModel.PiecewiseLognormal)];

    /// <summary>Sources of forwards.</summary>
    public static readonly IReadOnlyList<(string Word, ForwardSource Value)> Forwards =
        [("carry", ForwardSource.Carry), ("given", ForwardSource.Given), ("future", ForwardSource.Future)];

    /// <summary>Where a hedge goes.</summary>
    public static readonly IReadOnlyList<(string Word, TradePoint Value)> TradeTos =
        [("edge", TradePoint.Edge), ("between", TradePoint.Between), ("centre", TradePoint.Centre)];

    /// <summary>Hedging policies.</summary>
    public static readonly IReadOnlyList<(string Word, PolicyKind Value)> Policies =
    [
        ("fixed", PolicyKind.Fixed), ("gamma", PolicyKind.Gamma), ("whalley-wilmott", PolicyKind.WhalleyWilmott), ("zakamouline", PolicyKind.Zakamouline),
        ("timed", PolicyKind.Timed), ("leland", PolicyKind.Leland),
    ];

    /// <summary>When options are revalued.</summary>
    public static readonly IReadOnlyList<(string Word, RevalueMode Value)> RevalueModes = [("every-tick", RevalueMode.EveryTick), ("triggers", RevalueMode.Triggers)];

    /// <summary>Feed transports.</summary>
    public static readonly IReadOnlyList<(string Word, FeedTransport Value)> Transports =
        [("tcp", FeedTransport.Tcp), ("udp", FeedTransport.Udp), ("multicast", FeedTransport.Multicast)];

    /// <summary>What exchange times agree with.</summary>
    public static readonly IReadOnlyList<(string Word, ClockKind? Value)> FeedClocks =
        [("auto", null), ("live", ClockKind.Live), ("recording", ClockKind.Recording)];

    /// <summary>Life time of an order.</summary>
    public static readonly IReadOnlyList<(string Word, TimeInForce Value)> TimesInForce =
        [("ioc", TimeInForce.ImmediateOrCancel), ("day", TimeInForce.Day), ("fok", TimeInForce.FillOrKill)];

    /// <summary>Where orders are placed.</summary>
    public static readonly IReadOnlyList<(string Word, OrderStyle Value)> OrderStyles =
        [("touch", OrderStyle.Touch), ("market", OrderStyle.Market), ("passive", OrderStyle.Passive)];

    /// <summary>What is done with a passive order that the touch has left behind.</summary>
    public static readonly IReadOnlyList<(string Word, Repricing Value)> Repricings = [("cancel", Repricing.Cancel), ("replace", Repricing.Replace)];

    /// <summary>What fills of orders that are not ours do.</summary>
    public static readonly IReadOnlyList<(string Word, ForeignFills Value)> ForeignFillWords = [("stop", ForeignFills.Stop), ("count", ForeignFills.Count)];

    /// <summary>What a day's loss is counted on.</summary>
    public static readonly IReadOnlyList<(string Word, LossBasis Value)> LossBases = [("book", LossBasis.Book), ("hedge", LossBasis.Hedge)];

    /// <summary>Disk policies of the message store.</summary>
    public static readonly IReadOnlyList<(string Word, FsyncPolicy Value)> Fsyncs = [("none", FsyncPolicy.None), ("each", FsyncPolicy.Each), ("when-idle", FsyncPolicy.WhenIdle)];

    /// <summary>FIX versions; null is the profile's.</summary>
    public static readonly IReadOnlyList<(string Word, FixVersion? Value)> FixVersions =
        [(OfProfile, null), ("4.2", FixVersion.Fix42), ("4.4", FixVersion.Fix44), ("5.0sp2", FixVersion.Fix50Sp2)];

    /// <summary>Lowest TLS version, and what is then allowed.</summary>
    public static readonly IReadOnlyList<(string Word, SslProtocols Value)> TlsVersions = [("1.2", SslProtocols.Tls12 | SslProtocols.Tls13), ("1.3", SslProtocols.Tls13)];

    /// <summary>Where revoked certificates are looked up.</summary>
    public static readonly IReadOnlyList<(string Word, X509RevocationMode Value)> Revocations =
        [("none", X509RevocationMode.NoCheck), ("offline", X509RevocationMode.Offline), ("online", X509RevocationMode.Online)];

    /// <summary>Schedules; null is auto. Inline has no word: it needs a caller that gives it turns, which replay and tests do and a run does not.</summary>
    public static readonly IReadOnlyList<(string Word, ScheduleKind? Value)> Schedules =
    [
        ("auto", null), ("one-core", ScheduleKind.OneCore), ("two-core", ScheduleKind.TwoCore),
        ("pinned", ScheduleKind.Pinned),
    ];

    /// <summary>Ways to wait; null is auto.</summary>
    public static readonly IReadOnlyList<(string Word, WaitKind? Value)> Waits =
        [("auto", null), ("spin", WaitKind.Spin), ("yield", WaitKind.Yield), ("block", WaitKind.Block)];

    /// <summary>What the simulated exchange waits for before the tape starts.</summary>
    public static readonly IReadOnlyList<(string Word, TapeStart Value)> TapeStarts =
        [("engine-ready", TapeStart.EngineReady), ("at-once", TapeStart.AtOnce)];

    /// <summary>Reads a time of day, HH:MM; null when it is none.</summary>
    public static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly clock) ? clock : null;

    /// <summary>The words alone.</summary>
    public static IReadOnlyList<string> Of<T>(IReadOnlyList<(string Word, T Value)> words) => [.. words.Select(w => w.Word)];

    /// <summary>The word that stands for <paramref name="value"/>.</summary>
    public static string For<T>(IReadOnlyList<(string Word, T Value)> words, T value) =>
        words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Word;
}
