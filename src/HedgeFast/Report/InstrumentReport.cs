using System.Text.Json.Serialization;

namespace HedgeFast.Report;

/// <summary>What a run did in one hedge instrument. Keys as stable as those of <see cref="RunReport"/>.</summary>
internal sealed record InstrumentReport
{
    /// <summary>Its symbol.</summary>
    [JsonPropertyOrder(0)]
    public string Symbol { get; init; } = "";

    /// <summary>Position as the engine has it, lots.</summary>
    [JsonPropertyOrder(1)]
    public long EnginePosition { get; init; }

    /// <summary>Position as the exchange has it, lots; null when the exchange is not ours to ask.</summary>
    [JsonPropertyOrder(2)]
    public long? VenuePosition { get; init; }

    /// <summary>New orders sent.</summary>
    [JsonPropertyOrder(3)]
    public long Orders { get; init; }

    /// <summary>Latest basis against the preferred instrument, a fraction; NaN when it was never measured.</summary>
    [JsonPropertyOrder(4)]
    public double Basis { get; init; }

    /// <summary>Whether both sides were asked and differ.</summary>
    [JsonIgnore]
    public bool PositionsDiffer => VenuePosition is { } venue && venue != EnginePosition;
}
