using System.Text.Json.Serialization;

namespace HedgeFast.Fix.Profiles;

/// <summary>How profiles are read and written, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(VenueProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
