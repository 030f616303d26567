using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFast.Fix.Files;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Fix.Profiles;

/// <summary>
/// Venue profile as a JSON file: <c>base</c> names the profile it starts from, further keys override. Unknown keys are
/// refused.
/// </summary>
public static class ProfileFile
{
    private const string Base = "base";
    private const long BytesMax = 1 << 20;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProfileException">It can't be read, or is no profile.</exception>
    /// <exception cref="SecretException">It holds a secret instead of naming one.</exception>
    public static VenueProfile Read(string path)
    {
        try
        {
            return Parse(InputFile.ReadAllText(path, BytesMax));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileException($"The venue profile {path} can't be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="ProfileException">It's no profile.</exception>
    /// <exception cref="SecretException">It holds a secret instead of naming one.</exception>
    public static VenueProfile Parse(string json)
    {
        try
        {
            JsonObject own = JsonNode.Parse(json, documentOptions: Lenient) as JsonObject
                ?? throw new ProfileException("A venue profile is a JSON object.");
            string example = VenueProfiles.Generic44.Name;
            string from = own[Base]?.GetValue<string>()
                ?? throw new ProfileException(
                    $"A venue profile names the one it starts from, as \"{Base}\": \"{example}\".");
            own.Remove(Base);
            VenueProfile start = VenueProfiles.Named(from);
            JsonObject merged = JsonSerializer.SerializeToNode(start, ProfileJson.Default.VenueProfile)!.AsObject();
            Overlay(merged, own);
            VenueProfile profile = merged.Deserialize(ProfileJson.Default.VenueProfile)!;

            // Errors of the first logon show here.
            profile.ToSettings("CHECK", "CHECK", "unused");
            return profile;
        }
        catch (JsonException e)
        {
            throw new ProfileException($"The venue profile is refused: {e.Message}", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new ProfileException(e.Message, e);
        }
    }

    /// <summary>
    /// Writes as <see cref="Write"/> with the values of the logon's own fields masked, since one may be a secret.
    /// </summary>
    public static string Show(VenueProfile profile) =>
        Write(profile with { LogonFields = profile.LogonFields.ToDictionary(field => field.Key, _ => "***") });

    /// <summary>A profile as JSON, every key written; it holds no secret, only where each is found.</summary>
    public static string Write(VenueProfile profile) =>
        JsonSerializer.Serialize(profile, ProfileJson.Default.VenueProfile);

    // Objects are joined key by key, everything else replaces.
    private static void Overlay(JsonObject target, JsonObject own)
    {
        foreach ((string key, JsonNode? value) in own)
        {
            if (value is JsonObject inner && target[key] is JsonObject existing)
                Overlay(existing, inner);
            else
                target[key] = value?.DeepClone();
        }
    }
}
