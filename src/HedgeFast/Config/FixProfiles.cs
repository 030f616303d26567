using HedgeFast.Config.Sections;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;

namespace HedgeFast.Config;

/// <summary>The venue profile in force: the one named, with what the configuration's own keys put in place of its values.</summary>
internal static class FixProfiles
{
    private const string FileEnding = ".json";

    /// <summary>Reads it; what is wrong goes to the errors, and a harmless profile comes back.</summary>
    public static VenueProfile Read(FixSection raw, ConfigLayers layers, ConfigErrors errors)
    {
        try
        {
            VenueProfile named = raw.Profile.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase)
                ? ProfileFile.Read(Path.GetFullPath(raw.Profile, layers.Folder("fix.profile")))
                : VenueProfiles.Named(raw.Profile);
            VenueProfile profile = WithKeysOf(raw, named);

            // What would be refused when the run starts is refused here.
            profile.ToSettings("CHECK", "CHECK", "unused");
            return profile;
        }
        catch (Exception e) when (e is ProfileException or SecretException or ArgumentException)
        {
            ConfigOrigin origin = layers.Origin("fix.profile");
            if (!errors.Touch("fix.profile")) errors.Add("fix.profile", e.Message, origin.Layer == ConfigLayer.Default ? null : origin);
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

    /// <summary>The version that a profile's session speaks.</summary>
    public static FixVersion VersionOf(VenueProfile profile) => Enum.GetValues<FixVersion>().First(version => BeginString(version) == profile.BeginString);

    /// <summary>Whether that version can ask for positions.</summary>
    public static bool HasPositions(VenueProfile profile) => VersionOf(profile) != FixVersion.Fix42;

    private static VenueProfile WithKeysOf(FixSection raw, VenueProfile profile) => profile with
    {
        BeginString = raw.Version is { } version ? BeginString(version) : profile.BeginString,
        HeartbeatSeconds = raw.HeartbeatSeconds ?? profile.HeartbeatSeconds,
        ResetOnLogon = raw.ResetOnLogon ?? profile.ResetOnLogon,
        LogonTimeoutMs = Milliseconds(raw.LogonTimeoutMs) ?? profile.LogonTimeoutMs,
        LogoutTimeoutMs = Milliseconds(raw.LogoutTimeoutMs) ?? profile.LogoutTimeoutMs,
        MaxSendingTimeSkewMs = Milliseconds(raw.MaxSendingTimeSkewMs) ?? profile.MaxSendingTimeSkewMs,
        Credentials = WithKeysOf(raw, profile.Credentials),
    };

    private static LogonCredentials WithKeysOf(FixSection raw, LogonCredentials credentials) => credentials with
    {
        User = raw.User.Length > 0 ? raw.User : credentials.User,
        Secret = raw.Secret.Length > 0 ? raw.Secret : credentials.Secret,
        Scheme = raw.Secret.Length > 0 && credentials.Scheme == CredentialScheme.None ? CredentialScheme.Password : credentials.Scheme,
    };

    // 0 has a meaning of its own, so nothing above it is rounded down to it.
    private static long? Milliseconds(double? given) => given is { } value ? (long)Math.Ceiling(value) : null;
}
