using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;
using HedgeFast.Fix.Session;
using HedgeFast.Tests.Conventions;

namespace HedgeFast.Tests.Fix.Profiles;

/// <summary>Values that a profile may have; each of its keys is explained.</summary>
public sealed class VenueProfileTests
{
    [Fact]
    public void All_five_built_in_profiles_give_valid_settings()
    {
        Assert.Equal(
            ["generic-4.2", "generic-4.4", "fixt-5.0sp2", "deribit", "cme-like"],
            VenueProfiles.All.Select(profile => profile.Name));
        foreach (VenueProfile profile in VenueProfiles.All)
        {
            FixSessionSettings settings = profile.ToSettings("HEDGE", "VENUE", "unused");
            SettingsRules.Check(settings);
            Assert.Equal(profile.BeginString, settings.BeginString);
            Assert.Same(profile, VenueProfiles.Named(profile.Name));
        }

        Assert.Contains(
            "there are generic-4.2", Assert.Throws<ProfileException>(() => VenueProfiles.Named("generic")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_is_explained_and_every_explanation_has_a_key()
    {
        string readme = File.ReadAllText(
            Path.Combine(SourceTree.Repository.Root, "src", "HedgeFast.Fix", "Profiles", "README.md"));
        string keys = readme[readme.IndexOf("## Keys", StringComparison.Ordinal)..];
        Assert.Equal(
            Keys(ProfileJson.Default.VenueProfile, "").Order(StringComparer.Ordinal),
            Regex.Matches(keys, @"^\| `([\w.]+)` \|", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keys_of_a_file_override_those_of_its_base()
    {
        VenueProfile profile = ProfileFile.Parse("""
            {
              // The desk's own.
              "base": "deribit", "name": "desk", "heartbeatSeconds": 10, "peerReset": "Refuse",
              "credentials": { "user": "abc" }, "logonFields": { "9003": "N" },
              "schedule": { "zone": "Europe/Amsterdam", "start": "08:30:00", "end": "08:00:00" },
            }
            """);
        Assert.Equal("desk", profile.Name);
        Assert.Equal(10, profile.HeartbeatSeconds);
        Assert.Equal(PeerResetRule.Refuse, profile.PeerReset);
        Assert.Equal(9001, profile.CancelOnDisconnect.Tag);
        Assert.Equal("abc", profile.Credentials.User);
        Assert.Equal(CredentialScheme.Nonce, profile.Credentials.Scheme);
        Assert.Equal("N", profile.LogonFields[9003]);
        Assert.Equal("Europe/Amsterdam", profile.Schedule!.Zone);
        FixSessionSettings settings = profile.ToSettings("A", "B", "unused");
        Assert.Equal(5, settings.SendLimits!.OrdersMax);
        Assert.Equal(0, settings.MaxSendingTimeSkewNanos);
    }

    [Theory]
    [InlineData("""{ "name": "x" }""", "\"base\"")]
    [InlineData("""{ "base": "none" }""", "There is no venue profile 'none'")]
    [InlineData("""{ "base": "generic-4.4", "hartbeatSeconds": 3 }""", "hartbeatSeconds")]
    [InlineData("""{ "base": "generic-4.4", "credentials": { "sekret": "env:A" } }""", "sekret")]
    [InlineData("""{ "base": "generic-4.4", "heartbeatSeconds": 0 }""", "1 to 3600")]
    [InlineData("""{ "base": "generic-4.4", "heartbeatSeconds": "soon" }""", "heartbeatSeconds")]
    [InlineData("""{ "base": "generic-4.4", "ordersMax": -1 }""", "OrdersMax")]
    [InlineData("""{ "base": "generic-4.4", "logonFields": { "34": "7" } }""", "tag 34 is written by the session")]
    [InlineData("""{ "base": "generic-4.4", "logonFields": { "9001": "Y\u00019002=Y" } }""", "printable ASCII")]
    [InlineData("""{ "base": "generic-4.4", "logonFields": { "9001": "a=b" } }""", "printable ASCII")]
    [InlineData(
        """{ "base": "generic-4.4", "cancelOnDisconnect": { "tag": 9001, "on": "Y\u0001" } }""", "printable ASCII")]
    [InlineData(
        """
        {
          "base": "generic-4.4",
          "credentials": { "scheme": "Password", "user": "a\u0001b", "secret": "env:A" }
        }
        """,
        "printable ASCII")]
    [InlineData("""{ "base": """, "refused")]
    [InlineData("[]", "JSON object")]
    public void An_unknown_key_or_a_wrong_value_is_refused(string json, string reason) =>
        Assert.Contains(
            reason, Assert.Throws<ProfileException>(() => ProfileFile.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "base": "generic-4.4", "credentials": { "scheme": "Password", "secret": "hunter2" } }""")]
    [InlineData("""{ "base": "generic-4.4", "logonFields": { "554": "hunter2" } }""")]
    [InlineData("""{ "base": "generic-4.4", "logonFields": { "96": "hunter2" } }""")]
    public void A_secret_in_the_file_is_refused_and_not_repeated(string json)
    {
        var refused = Assert.Throws<SecretException>(() => ProfileFile.Parse(json));
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("env:NAME or file:PATH", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys(JsonTypeInfo type, string prefix)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            yield return prefix + property.Name;
            JsonTypeInfo inner = ProfileJson.Default.GetTypeInfo(property.PropertyType)!;
            if (inner.Kind != JsonTypeInfoKind.Object)
                continue;
            foreach (string key in Keys(inner, $"{prefix}{property.Name}."))
                yield return key;
        }
    }

    [Scenario("S25")]
    [Fact]
    public void S25_Values_of_logon_fields_are_not_shown()
    {
        VenueProfile profile = VenueProfiles.Generic44 with
        {
            LogonFields = new Dictionary<int, string> { [8013] = "plain-secret" },
        };
        Assert.DoesNotContain("plain-secret", ProfileFile.Show(profile), StringComparison.Ordinal);
        Assert.Contains("8013", ProfileFile.Show(profile), StringComparison.Ordinal);
        Assert.Contains(8013, profile.ToSettings("A", "B", "unused").SecretTags);
    }
}
