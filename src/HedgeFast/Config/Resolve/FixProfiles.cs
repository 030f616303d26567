using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Config.Resolve;

/// <summary>Reads the venue profile and puts the configuration's own keys in place of its values.</summary>
internal static class FixProfiles
{
    private const string FileEnding = ".json";

    /// <summary>Reads the profile in force; a fault becomes an error, with a harmless profile.</summary>
    public static VenueProfile Read(ConfigValues values, ConfigLayers layers, ConfigErrors errors)
    {
        try
        {
            string name = values.Get(FixKeys.Profile);
            VenueProfile named = name.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase)
                ? ProfileFile.Read(values.FullPath(FixKeys.Profile)!)
                : VenueProfiles.Named(name);
            VenueProfile profile = WithKeys(named, values);

            // Refuses here what would otherwise be refused when the run starts.
            profile.ToSettings("CHECK", "CHECK", "unused");
            return profile;
        }
        catch (Exception e) when (e is ProfileException or SecretException or ArgumentException)
        {
            string path = FixKeys.Profile.Path;
            ConfigOrigin origin = layers.Origin(path);
            if (!errors.Touch(path))
                errors.Add(path, e.Message, origin.Layer == ConfigLayer.Default ? null : origin);
            return VenueProfiles.Generic44;
        }
    }

    /// <summary>Tag 8 of a version.</summary>
    public static string BeginString(FixVersion version) => version switch
    {
        FixVersion.Fix42 => "FIX.4.2",
        FixVersion.Fix44 => "FIX.4.4",
        _ => "FIXT.1.1",
    };

    /// <summary>The version of a profile's session.</summary>
    public static FixVersion VersionOf(VenueProfile profile) =>
        Enum.GetValues<FixVersion>().First(version => BeginString(version) == profile.BeginString);

    /// <summary>Whether the version of a profile has requests for positions.</summary>
    public static bool HasPositions(VenueProfile profile) => VersionOf(profile) != FixVersion.Fix42;

    private static VenueProfile WithKeys(VenueProfile profile, ConfigValues values) => profile with
    {
        BeginString = values.Get(FixKeys.Version) is { } version ? BeginString(version) : profile.BeginString,
        HeartbeatSeconds = values.Get(FixKeys.HeartbeatSeconds) ?? profile.HeartbeatSeconds,
        ResetOnLogon = values.Get(FixKeys.ResetOnLogon) ?? profile.ResetOnLogon,
        LogonTimeoutMs = Milliseconds(values.Get(FixKeys.LogonTimeoutMs)) ?? profile.LogonTimeoutMs,
        LogoutTimeoutMs = Milliseconds(values.Get(FixKeys.LogoutTimeoutMs)) ?? profile.LogoutTimeoutMs,
        MaxSendingTimeSkewMs =
            Milliseconds(values.Get(FixKeys.MaxSendingTimeSkewMs)) ?? profile.MaxSendingTimeSkewMs,
        Credentials = WithKeys(profile.Credentials, values.Get(FixKeys.User), values.Get(FixKeys.Secret)),
    };

    private static LogonCredentials WithKeys(LogonCredentials credentials, string user, string secret)
    {
        bool isPassword = secret.Length > 0 && credentials.Scheme == CredentialScheme.None;
        return credentials with
        {
            User = user.Length > 0 ? user : credentials.User,
            Secret = secret.Length > 0 ? secret : credentials.Secret,
            Scheme = isPassword ? CredentialScheme.Password : credentials.Scheme,
        };
    }

    // 0 has a meaning of its own, so that a fraction is rounded up.
    private static long? Milliseconds(double? given) => given is { } value ? (long)Math.Ceiling(value) : null;
}
