using System.Text.Json.Serialization;

namespace HedgeFast.Report;

/// <summary>Position and orders of a run in one hedge instrument.</summary>
/// <remarks>Keys as stable as those of <see cref="RunReport"/>.</remarks>
internal sealed record InstrumentReport
{
    /// <summary>Its symbol.</summary>
    [JsonPropertyOrder(0)]
    public string Symbol { get; init; } = "";

    /// <summary>Position by the engine's count, lots.</summary>
    [JsonPropertyOrder(1)]
    public long EnginePosition { get; init; }

    /// <summary>Position by the exchange's count, lots; null where the exchange can't be asked.</summary>
    [JsonPropertyOrder(2)]
    public long? VenuePosition { get; init; }

    /// <summary>New orders sent.</summary>
    [JsonPropertyOrder(3)]
    public long Orders { get; init; }

    /// <summary>Latest basis against the preferred instrument, a fraction; NaN when it was never measured.</summary>
    [JsonPropertyOrder(4)]
    public double Basis { get; init; }

    /// <summary>Name of its underlying.</summary>
    [JsonPropertyOrder(5)]
    public string Underlying { get; init; } = "";

    /// <summary>Fills received, each execution once.</summary>
    [JsonPropertyOrder(6)]
    public long Fills { get; init; }

    /// <summary>Price at which the position was marked last, quote currency; NaN when it never was.</summary>
    [JsonPropertyOrder(7)]
    public double Mark { get; init; } = double.NaN;

    /// <summary>Whether both counts are known and differ.</summary>
    [JsonIgnore]
    public bool PositionsDiffer => VenuePosition is { } venue && venue != EnginePosition;
}
