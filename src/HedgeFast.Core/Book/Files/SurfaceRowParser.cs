using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Turns the fields of one line into a surface row. The rows of one expiry agree on time and forward, and are either
/// points or one set of parameters.
/// </summary>
internal sealed class SurfaceRowParser(Func<string, TimeOnly?>? expiryTime) : ICsvRow<SurfaceRow>
{
    private const int FirstParameter = 6;
    private const int Parameters = 5;

    private readonly Dictionary<(string Underlying, long Expiry), (SurfaceRow Row, int Line)> _first = [];
    private readonly HashSet<(string Underlying, long Expiry, double Strike)> _strikes = [];

    /// <inheritdoc/>
    public SurfaceRow? Parse(CsvFields fields)
    {
        string underlying = fields.Name(0);
        long expiry = fields.Time(1, expiryTime?.Invoke(underlying));
        long time = fields.Time(2);
        if (fields.IsGood && time >= expiry)
            fields.Check(2, "is not before the expiry");
        double forward = fields.Number(3);
        fields.Check(3, double.IsNaN(forward) ? null : RowLimits.Strike(forward, OptionModel.Black76));

        bool hasParameters = Enumerable.Range(FirstParameter, Parameters).Any(column => !fields.IsEmpty(column));
        SurfaceRow? row = fields switch
        {
            { IsGood: false } => null,
            _ when hasParameters => Curve(fields, underlying, expiry, time, forward),
            _ => Point(fields, underlying, expiry, time, forward),
        };
        if (row is not null && fields.IsGood)
            CheckAgainstFirst(fields, row);
        return fields.IsGood ? row : null;
    }

    private static SurfaceRow Curve(CsvFields fields, string underlying, long expiry, long time, double forward)
    {
        if (!fields.IsEmpty(4) || !fields.IsEmpty(5))
            fields.Check(4, "and iv must be empty in a row with SVI parameters");
        Span<double> p = stackalloc double[Parameters];
        for (int i = 0; i < Parameters; i++)
            p[i] = fields.Number(FirstParameter + i);
        if (fields.IsGood)
            fields.Check(FirstParameter, RowLimits.Svi(p[0], p[1], p[2], p[3], p[4]));
        return new SurfaceRow(
            underlying, expiry, time, forward, double.NaN, double.NaN, new SviParameters(p[0], p[1], p[2], p[3], p[4]));
    }

    private static SurfaceRow Point(CsvFields fields, string underlying, long expiry, long time, double forward)
    {
        double strike = fields.Number(4);
        double volatility = fields.Number(5);
        fields.Check(4, double.IsNaN(strike) ? null : RowLimits.Strike(strike, OptionModel.Black76));
        fields.Check(5, double.IsNaN(volatility) ? null : RowLimits.Volatility(volatility, OptionModel.Black76));
        return new SurfaceRow(underlying, expiry, time, forward, strike, volatility, null);
    }

    private void CheckAgainstFirst(CsvFields fields, SurfaceRow row)
    {
        if (_first.TryAdd((row.Underlying, row.ExpiryNanos), (row, fields.Line)))
        {
            _strikes.Add((row.Underlying, row.ExpiryNanos, row.Strike));
            return;
        }

        (SurfaceRow first, int line) = _first[(row.Underlying, row.ExpiryNanos)];
        string there = string.Create(CultureInfo.InvariantCulture, $"line {line}");
        if (row.Svi is not null || first.Svi is not null)
            fields.Check(1, $"has SVI parameters and another row ({there}); they are all of its smile");
        else if (row.TimeNanos != first.TimeNanos)
            fields.Check(2, $"is not that of the same expiry on {there}");
        else if (row.Forward != first.Forward)
            fields.Check(3, $"is not that of the same expiry on {there}");
        else if (!_strikes.Add((row.Underlying, row.ExpiryNanos, row.Strike)))
            fields.Check(4, "appears twice in its expiry");
    }
}
