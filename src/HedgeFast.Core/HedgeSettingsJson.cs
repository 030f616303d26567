using System.Text.Json.Serialization;

namespace HedgeFast.Core;

/// <summary>Resolved settings as JSON, without reflection; doubles keep every bit.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HedgeSettings))]
internal sealed partial class HedgeSettingsJson : JsonSerializerContext;
