using HedgeFast.Config.Sections;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Profiles;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Config;

/// <summary>Rules between keys. A rule about a value that is wrong by itself keeps quiet.</summary>
internal sealed class ConfigChecks
{
    private readonly EngineConfig _raw;
    private readonly ConfigLayers _layers;
    private readonly ConfigErrors _errors;

    private ConfigChecks(EngineConfig raw, ConfigLayers layers, ConfigErrors errors) => (_raw, _layers, _errors) = (raw, layers, errors);

    /// <summary>Adds what is wrong between the keys.</summary>
    public static void Check(EngineConfig raw, VenueProfile profile, ConfigLayers layers, ConfigErrors errors)
    {
        var checks = new ConfigChecks(raw, layers, errors);
        checks.Names();
        checks.Instruments();
        checks.Pairs();
        checks.Policies();
        checks.Forwards();
        checks.Volatilities();
        checks.Rings();
        checks.Feed();
        checks.Ports();
        checks.Venue();
        checks.Cpus();
        checks.WrittenFiles();
        FixChecks.Check(raw, profile, (path, message, others) => checks.Add(path, message, others));
    }

    private void Names()
    {
        Distinct("instruments", "symbol", [.. _raw.Instruments.Select(i => i.Symbol)]);
        Distinct("instruments", "feedId", [.. _raw.Instruments.Select(i => i.FeedId.ToString())]);
        Distinct("underlyings", "name", [.. _raw.Underlyings.Select(u => u.Name)]);
        if (_raw.Fix.SenderCompId == _raw.Fix.TargetCompId) Add("fix.targetCompId", "is the same as fix.senderCompId; a session has two ends", "fix.senderCompId");
    }

    private void Instruments()
    {
        string[] symbols = [.. _raw.Instruments.Select(i => i.Symbol)];
        string[] names = [.. _raw.Underlyings.Select(u => u.Name)];
        for (int i = 0; i < symbols.Length; i++)
        {
            if (!TickStep.TrySplit(_raw.Instruments[i].TickSize, out _, out _))
                Add($"instruments[{i}].tickSize", $"{_layers.Value($"instruments[{i}].tickSize")} can't be held exactly; allowed: at most nine decimals and {int.MaxValue} steps of them");
            long startLots = _raw.Instruments[i].StartLots;
            if (_raw.Venue.Embedded && startLots != 0)
                Add($"instruments[{i}].startLots", $"{startLots} lots are given, but an embedded exchange starts flat", "venue.embedded");
            else if (Math.Abs(startLots) > _raw.Limits.MaxPositionLots)
                Add($"instruments[{i}].startLots", $"{startLots} lots is more than limits.maxPositionLots, {_raw.Limits.MaxPositionLots} lots", "limits.maxPositionLots");
            OneCurrency(i);
            Known($"instruments[{i}].underlying", _raw.Instruments[i].Underlying, names, "underlyings[].name", "underlyings");
        }

        for (int i = 0; i < names.Length; i++)
        {
            UnderlyingSection underlying = _raw.Underlyings[i];
            string path = $"underlyings[{i}].hedgeInstrument";
            if (!Hedges(path, underlying.HedgeInstrument, symbols, i)) continue;
            for (int j = 0; j < underlying.Fallbacks.Count; j++)
                Fallback($"underlyings[{i}].fallbacks", underlying, j, symbols, i);
        }
    }

    // Costs, losses and notionals of all instruments are added and held against one limit. A fallback is held against its preferred instrument.
    private void OneCurrency(int i)
    {
        (InstrumentSection first, InstrumentSection other) = (_raw.Instruments[0], _raw.Instruments[i]);
        if (other.QuoteCurrency == first.QuoteCurrency || _raw.Underlyings.Any(u => u.Fallbacks.Contains(other.Symbol)))
            return;
        Add($"instruments[{i}].quoteCurrency", $"{Quoted(other.Symbol)} is quoted in {Quoted(other.QuoteCurrency)}, {Quoted(first.Symbol)} in {Quoted(first.QuoteCurrency)}; "
            + "limits.maxDayLoss, maxDayCost and maxOrderNotional count all of them in one currency: run one engine a currency", "instruments[0].quoteCurrency");
    }

    private bool Hedges(string path, string symbol, string[] symbols, int underlying)
    {
        if (!Known(path, symbol, symbols, "instruments[].symbol", "instruments")) return false;
        int instrument = Array.IndexOf(symbols, symbol);
        string name = _raw.Underlyings[underlying].Name;
        if (_raw.Instruments[instrument].Underlying == name) return true;
        Add(path, $"{Quoted(symbol)} is an instrument on {Quoted(_raw.Instruments[instrument].Underlying)}, not on {Quoted(name)}",
            $"instruments[{instrument}].underlying", $"underlyings[{underlying}].name");
        return false;
    }

    private void Fallback(string path, UnderlyingSection underlying, int index, string[] symbols, int at)
    {
        string symbol = underlying.Fallbacks[index];
        if (symbol == underlying.HedgeInstrument)
            Add(path, $"{Quoted(symbol)} is hedgeInstrument too; it can't stand in for itself", $"underlyings[{at}].hedgeInstrument");
        else if (underlying.Fallbacks.Take(index).Contains(symbol))
            Add(path, $"names {Quoted(symbol)} twice");
        else if (Hedges(path, symbol, symbols, at))
            Pair(path, _raw.Instruments[Array.IndexOf(symbols, underlying.HedgeInstrument)], _raw.Instruments[Array.IndexOf(symbols, symbol)]);
    }

    // What would make two instruments no measure for one another.
    private void Pair(string path, InstrumentSection preferred, InstrumentSection fallback)
    {
        if (fallback.QuoteCurrency != preferred.QuoteCurrency)
            Add(path, $"{Quoted(fallback.Symbol)} is quoted and settled in {Quoted(fallback.QuoteCurrency)}, {Quoted(preferred.Symbol)} in {Quoted(preferred.QuoteCurrency)}; prices, costs and limits of one underlying are counted in one currency");
        if (fallback.AllowsNegativePrice || preferred.AllowsNegativePrice)
            Add(path, $"{Quoted(fallback.AllowsNegativePrice ? fallback.Symbol : preferred.Symbol)} may have prices of zero and less, of which a basis can't be a fraction; such an instrument hedges alone");
    }

    private void Pairs()
    {
        if (_raw.Limits.MaxOrderLots > _raw.Limits.MaxPositionLots)
            Add("limits.maxOrderLots", $"{_raw.Limits.MaxOrderLots} lots is more than limits.maxPositionLots, {_raw.Limits.MaxPositionLots} lots", "limits.maxPositionLots");
        if (_raw.Limits.OvershootLots > _raw.Limits.MaxOrderLots)
            Add("limits.overshootLots", $"{_raw.Limits.OvershootLots} lots is more than limits.maxOrderLots, {_raw.Limits.MaxOrderLots} lots", "limits.maxOrderLots");
        if (_raw.Limits.OrdersPerSecond > _raw.Limits.MessagesPerSecond)
            Add("limits.messagesPerSecond", $"{_raw.Limits.MessagesPerSecond} is less than limits.ordersPerSecond, {_raw.Limits.OrdersPerSecond}", "limits.ordersPerSecond");
        if (_raw.Orders.SliceLots > _raw.Limits.MaxOrderLots)
            Add("orders.sliceLots", $"{_raw.Orders.SliceLots} lots is more than limits.maxOrderLots, {_raw.Limits.MaxOrderLots} lots, so every full slice would be refused", "limits.maxOrderLots");
        if (_raw.Orders.Style == OrderStyle.Market && _raw.Orders.MarketCollarFraction > _raw.Limits.CollarFraction)
            Add("orders.marketCollarFraction", $"{_raw.Orders.MarketCollarFraction} is more than limits.collarFraction, {_raw.Limits.CollarFraction}, so every order would be refused", "limits.collarFraction");
        if (_raw.Feed.ReconnectMinMs > _raw.Feed.ReconnectMaxMs)
            Add("feed.reconnectMinMs", $"{_raw.Feed.ReconnectMinMs} ms is more than feed.reconnectMaxMs, {_raw.Feed.ReconnectMaxMs} ms", "feed.reconnectMaxMs");
        if (_raw.Fix.ReconnectMinMs > _raw.Fix.ReconnectMaxMs)
            Add("fix.reconnectMinMs", $"{_raw.Fix.ReconnectMinMs} ms is more than fix.reconnectMaxMs, {_raw.Fix.ReconnectMaxMs} ms", "fix.reconnectMaxMs");
    }

    private void Policies()
    {
        for (int i = 0; i < _raw.Underlyings.Count; i++)
        {
            UnderlyingSection underlying = _raw.Underlyings[i];
            string at = $"underlyings[{i}]";
            GovernorSection governor = underlying.Governor;
            if (!(governor.WidenAt < governor.SlowAt)) Add($"{at}.governor.widenAt", $"{governor.WidenAt} is not less than slowAt, {governor.SlowAt}", $"{at}.governor.slowAt");
            if (!(governor.SlowAt < governor.HaltAt)) Add($"{at}.governor.slowAt", $"{governor.SlowAt} is not less than haltAt, {governor.HaltAt}", $"{at}.governor.haltAt");
            if (underlying.Policy.MinHalfWidth > underlying.Policy.MaxHalfWidth)
                Add($"{at}.policy.minHalfWidth", $"{underlying.Policy.MinHalfWidth} is more than maxHalfWidth, {underlying.Policy.MaxHalfWidth}", $"{at}.policy.maxHalfWidth");
            InstrumentSection? hedge = _raw.Instruments.FirstOrDefault(instrument => instrument.Symbol == underlying.HedgeInstrument);
            bool weighsCosts = underlying.Policy.Kind is PolicyKind.WhalleyWilmott or PolicyKind.Zakamouline or PolicyKind.Leland;
            if (weighsCosts && hedge is not null && !(underlying.Costs.HalfSpread + hedge.TakerFee > 0))
            {
                Add($"{at}.costs.halfSpread", $"{underlying.Costs.HalfSpread} and the taker fee of {Quoted(hedge.Symbol)}, {hedge.TakerFee}, are no cost together, and {ConfigWords.For(ConfigWords.Policies, underlying.Policy.Kind)} would hedge without end",
                    $"{at}.policy.kind", $"{at}.hedgeInstrument");
            }
        }
    }

    private void Forwards()
    {
        for (int i = 0; i < _raw.Underlyings.Count; i++)
        {
            UnderlyingSection underlying = _raw.Underlyings[i];
            ForwardSection forward = underlying.Forward;
            string at = $"underlyings[{i}].forward";
            if (!ForwardText.TryParse(forward.Given, out IReadOnlyList<ForwardPoint> given))
                Add($"{at}.given", $"{Quoted(forward.Given)} can't be read; allowed: EXPIRY=RATIO, separated by commas, each expiry {UtcTime.Form} and once, each ratio from {ForwardText.RatioMin} to {ForwardText.RatioMax}");
            else if (forward.Source == ForwardSource.Given != given.Count > 0)
                Add($"{at}.given", given.Count == 0 ? "missing; the source given needs forwards" : "is given, but the source is not given; allowed for it only", $"{at}.source");
            string paid = $"underlyings[{i}].dividends.given";
            if (!DividendText.TryParse(underlying.Dividends.Given, out IReadOnlyList<Dividend> dividends))
            {
                Add(paid, $"{Quoted(underlying.Dividends.Given)} can't be read; allowed: EXDATE=AMOUNT, separated by "
                    + $"commas, each ex date a date or {UtcTime.Form} and after the one before, each amount above 0 "
                    + $"and at most {DividendLimits.AmountMax}, at most {DividendLimits.CountMax} of them");
            }
            else if (dividends.Count > 0 && forward.Source != ForwardSource.Carry)
            {
                const string problem = "is given, but forwards do not come from the carry; a ratio to the price holds "
                    + "no dividends: allowed with carry only";
                Add(paid, problem, $"{at}.source");
            }

            if (forward.Source == ForwardSource.Future && !_raw.Instruments.Any(instrument => instrument.Underlying == underlying.Name && instrument.Expiry.Length > 0))
                Add($"{at}.source", $"future needs an instrument on {Quoted(underlying.Name)} that has an expiry", "instruments", $"underlyings[{i}].name");
        }
    }

    private void Volatilities()
    {
        for (int i = 0; i < _raw.Underlyings.Count; i++)
        {
            VolatilitySection volatility = _raw.Underlyings[i].Volatility;
            string at = $"underlyings[{i}].volatility";
            if (volatility.Source != VolatilitySource.Quotes) continue;
            if (_raw.Book.Quotes.Length == 0) Add("book.quotes", $"missing; underlyings[{i}].volatility.source quotes needs it", $"{at}.source");
            if (volatility.Dynamics != VolatilityDynamics.StickyStrike)
                Add($"{at}.dynamics", "is not sticky-strike, but quotes bring each strike's own volatility", $"{at}.source");
            if (_raw.Underlyings[i].SettlementDelta == SettlementDelta.Exact)
            {
                const string problem = "is exact, but volatilities implied from quotes are those of options without an "
                    + "average; allowed with volatility.source files";
                Add($"underlyings[{i}].settlementDelta", problem, $"{at}.source");
            }
        }
    }

    // A ring that can't hold what one batch may write would stop the loop without a word.
    private void Rings()
    {
        BatchRoom room = LoopStage.RoomFor(_raw.Underlyings.Count, _raw.Orders.MaxLive);
        if (_raw.Rings.Journal < room.Records) Add("rings.journal", $"{_raw.Rings.Journal} events can't hold one batch; allowed: at least {room.Records} with these orders.maxLive", "orders.maxLive");
        if (_raw.Rings.Order < room.Intents) Add("rings.order", $"{_raw.Rings.Order} events can't hold one batch; allowed: at least {room.Intents} with these orders.maxLive", "orders.maxLive");
        if (_raw.Rings.Execution < 2 * _raw.Rings.Order) Add("rings.execution", $"{_raw.Rings.Execution} events is less than twice rings.order, {_raw.Rings.Order} events, so orders could wait for answers that find no room", "rings.order");
    }

    private void Feed()
    {
        bool multicast = _raw.Feed.Transport == FeedTransport.Multicast;
        if (multicast && _raw.Feed.Group.Length == 0)
            Add("feed.group", $"missing; multicast needs {ConfigKeys.ByPath["feed.group"].Allowed}", "feed.transport");
        if (!multicast && _raw.Feed.Group.Length > 0)
            Add("feed.group", $"{Quoted(_raw.Feed.Group)} is given, but feed.transport is {ConfigWords.For(ConfigWords.Transports, _raw.Feed.Transport)}; allowed for multicast only", "feed.transport");
        if (_raw.Feed.Transport == FeedTransport.Tcp && _raw.Feed.Sources.Count > 0)
            Add("feed.sources", "is given, but feed.transport is tcp, which has the one sender that feed.host names; allowed for udp and multicast only", "feed.transport");
        if (multicast && _raw.Feed.Sources.FirstOrDefault(source => source.Contains('[') || source.Count(c => c == ':') > 1) is { } six)
            Add("feed.sources", $"{Quoted(six)} is not an IPv4 address, and a multicast group is one of IPv4", "feed.transport");
        if (_raw.Feed.Channels.Count > FeedSettings.ChannelsMax)
            Add("feed.channels", $"names {_raw.Feed.Channels.Count} channels; allowed: at most {FeedSettings.ChannelsMax}");
        if (_raw.Feed.Clock == ClockKind.Recording && !_raw.Venue.Embedded && _raw.Book.AsOf == ConfigWords.Now)
            Add("feed.clock", "is recording, but nothing says the recording's date; give book.asOf, or leave feed.clock at auto", "book.asOf", "venue.embedded");
        if (_raw.Feed.Clock == ClockKind.Live && _raw.Venue.Embedded)
            Add("feed.clock", "is live, but the embedded exchange plays a recording, whose stamps would all be refused; leave feed.clock at auto", "venue.embedded");
    }

    private void Ports()
    {
        VenueSection venue = _raw.Venue;
        bool datagrams = _raw.Feed.Transport != FeedTransport.Tcp;
        if (!venue.Embedded)
        {
            Given("fix.port", _raw.Fix.Port, "0 is allowed only with an embedded exchange");
            Given("feed.port", _raw.Feed.Port, "0 is allowed only with an embedded exchange");
            if (!datagrams && _raw.Fix.Port != 0 && _raw.Fix.Port == _raw.Feed.Port && _raw.Fix.Host == _raw.Feed.Host)
                Add("feed.port", $"{_raw.Feed.Port} is fix.port too, on the same host", "fix.port", "fix.host", "feed.host", "feed.transport");
        }
        else
        {
            if (datagrams) Given("feed.port", _raw.Feed.Port, "datagrams need a fixed port; 0 is allowed over tcp only");
            Matches("fix.port", _raw.Fix.Port, "venue.fixPort", venue.FixPort);
            Matches("feed.port", _raw.Feed.Port, "venue.feedPort", venue.FeedPort);
        }

        if (!datagrams && venue.FixPort != 0 && venue.FixPort == venue.FeedPort)
            Add("venue.feedPort", $"{venue.FeedPort} is venue.fixPort too; two servers can't share a port", "venue.fixPort", "feed.transport");
    }

    private void Venue()
    {
        if (!VenueScenario.TryParse(_raw.Venue.Scenarios, out _))
            Add("venue.scenarios", $"{Quoted(_raw.Venue.Scenarios)} can't be read; allowed: NAME%N, separated by commas, where NAME is one of {string.Join(", ", VenueScenario.Words.Select(word => word.Word))} and N is 1 or more");
        string[] symbols = [.. _raw.Instruments.Select(i => i.Symbol)];
        if (!DerivedQuote.TryParse(_raw.Venue.Basis, symbols, out _))
            Add("venue.basis", $"{Quoted(_raw.Venue.Basis)} can't be read; allowed: SYMBOL=FRACTION, separated by commas, where SYMBOL is one of instruments[].symbol but the first, each once, and FRACTION more than -1", "instruments");
        if (!TapeHalt.TryParse(_raw.Venue.Halts, symbols, out _))
            Add("venue.halts", $"{Quoted(_raw.Venue.Halts)} can't be read; allowed: SYMBOL@FROM-TO or SYMBOL@FROM-TO:reinstate, separated by commas, where SYMBOL is one of instruments[].symbol and FROM a row before TO", "instruments");
        if (_raw.Venue.Embedded && _raw.Orders.VolumeShare > 0 && _raw.Venue.PrintShare == 0)
            Add("venue.printShare", "0 prints no trades, and with orders.volumeShare no order would ever leave", "orders.volumeShare", "venue.embedded");
        if (_raw.Venue.Embedded && _raw.Venue.Tape.Length == 0) Add("venue.tape", "missing; an embedded exchange needs a tape", "venue.embedded");
        if (!_raw.Venue.Embedded && _raw.Fix.StoreDirectory.Length == 0)
            Add("fix.storeDirectory", "missing; empty is allowed only with an embedded exchange, because a session with a real one must survive a restart", "venue.embedded");
    }

    private void Cpus()
    {
        IReadOnlyList<int> cpus = _raw.Schedule.Cpus;
        if (cpus.Distinct().Count() != cpus.Count) Add("schedule.cpus", "names a CPU twice; two threads on one CPU wait for each other");
        if (cpus.Count > 0 && _raw.Schedule.Kind is null)
            Add("schedule.cpus", "is given, but schedule.kind is auto; CPUs can be given only for a schedule that is named", "schedule.kind");
        else if (_raw.Schedule.Kind is { } kind && cpus.Count > 0 && cpus.Count != ScheduleChooser.Threads(kind))
            Add("schedule.cpus", $"names {cpus.Count} CPUs, but {ConfigWords.For(ConfigWords.Schedules, kind)} has {ScheduleChooser.Threads(kind)} threads; name one for each, or none", "schedule.kind");
    }

    // A kill file that requests are taken from would be taken away with them.
    private void WrittenFiles()
    {
        (string Path, string File)[] files =
        [
            ("limits.killFile", _raw.Limits.KillFile), ("limits.operatorFile", _raw.Limits.OperatorFile), ("limits.dayFile", _raw.Limits.DayFile),
            ("alerts.file", _raw.Alerts.File), ("fix.logFile", _raw.Fix.LogFile),
        ];
        for (int i = 1; i < files.Length; i++)
        {
            (string path, string file) = files[i];
            int first = file.Length == 0 ? i : Array.FindIndex(files, other => Path.GetFullPath(other.File, "/") == Path.GetFullPath(file, "/"));
            if (first < i) Add(path, $"{Quoted(file)} is {files[first].Path} too; each needs its own", files[first].Path);
        }
    }

    private void Given(string path, int port, string why)
    {
        if (port == 0) Add(path, $"{why}; allowed: 1 to 65535", "venue.embedded", "feed.transport");
    }

    private void Matches(string path, int port, string venuePath, int venuePort)
    {
        if (port != 0 && venuePort != 0 && port != venuePort)
            Add(path, $"{port} is not the embedded exchange's {venuePath}, {venuePort}; give one of the two", venuePath, "venue.embedded");
    }

    private void Distinct(string list, string name, string[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            int first = Array.IndexOf(values, values[i]);
            if (first < i) Add($"{list}[{i}].{name}", $"{Quoted(values[i])} is {list}[{first}].{name} too; each needs its own", $"{list}[{first}].{name}");
        }
    }

    private bool Known(string path, string value, string[] known, string what, string list)
    {
        if (_errors.Touch(path, list)) return false;
        if (known.Contains(value)) return true;
        string? near = NearestWord.Find(value, known);
        Add(path, $"{Quoted(value)} is not one of {what}{(near is null ? "" : $", did you mean {near}?")}; allowed: {string.Join(", ", known.Select(ConfigErrors.Printable))}");
        return false;
    }

    private void Add(string path, string message, params ReadOnlySpan<string> others)
    {
        if (_errors.Touch(path) || _errors.Touch(others)) return;
        ConfigOrigin origin = _layers.Origin(path);
        _errors.Add(path, message, origin.Layer == ConfigLayer.Default ? null : origin);
    }

    private static string Quoted(string value) => $"\"{ConfigErrors.Printable(value)}\"";
}
