using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HedgeFast.Config;
using HedgeFast.Config.Layers;
using HedgeFast.Config.Resolve;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Keys of the FIX session: settings of the FIX engine, and refusals with reasons.</summary>
public sealed class FixConfigTests
{
    private static readonly string[] Elsewhere =
        ["venue.embedded=false", "fix.port=9878", "feed.port=9879", "fix.storeDirectory=s"];

    [Theory]
    [InlineData("4.2", "FIX.4.2")]
    [InlineData("4.4", "FIX.4.4")]
    [InlineData("5.0sp2", "FIXT.1.1")]
    public void The_version_reaches_the_session_and_the_exchange(string version, string beginString)
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, $"fix.version={version}");
        Assert.Equal(beginString, config.FixSession.BeginString);
        Assert.Equal(beginString, config.Venue.Session.BeginString);
    }

    [Fact]
    public void Without_a_profile_the_session_is_that_of_the_specification()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(VenueProfiles.Generic44.Name, config.FixProfile.Name);
        Assert.Equal("FIX.4.4", config.FixSession.BeginString);
        Assert.Equal(30, config.FixSession.HeartbeatSeconds);
        Assert.False(config.FixSession.ResetOnLogon);
        Assert.Equal(120_000_000_000L, config.FixSession.MaxSendingTimeSkewNanos);
        Assert.Null(config.FixTls);
        Assert.Null(config.FixDictionary);
    }

    [Fact]
    public void Keys_of_the_configuration_go_before_the_profiles_values()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            ConfigFixture.Json, "fix.profile=cme-like", "fix.heartbeatSeconds=7", "fix.resetOnLogon=true",
            "fix.logonTimeoutMs=1500", "fix.user=me", "fix.secret=env:KEY");
        FixSessionSettings session = config.FixSession;
        Assert.Equal("FIX.4.2", session.BeginString);
        Assert.Equal(7, session.HeartbeatSeconds);
        Assert.True(session.ResetOnLogon);
        Assert.Equal(1_500_000_000L, session.LogonTimeoutNanos);

        // The rest is the profile's.
        Assert.Equal(2_500, session.ResendChunk);
        Assert.True(session.SendsLastProcessed);
        Assert.Equal(2_000_000_000L, session.LogoutTimeoutNanos);
        Assert.Equal("America/Chicago", session.Schedule!.Zone);
        Assert.Equal(CredentialScheme.Hmac, config.FixProfile.Credentials.Scheme);
        Assert.Equal("me", config.FixProfile.Credentials.User);
        Assert.Equal("env:KEY", config.FixProfile.Credentials.Secret);
    }

    [Scenario("R07")]
    [Theory]
    [InlineData("deribit", 5, 6, "5 in 1000 ms")]
    [InlineData("cme-like", 450, 451, "1350 in 3000 ms")]
    public void R07_Own_limits_stay_within_the_exchanges(string profile, int allowed, int refused, string reason)
    {
        string[] sets =
        [
            $"fix.profile={profile}", "fix.user=me", "fix.secret=env:KEY", "limits.messagesPerSecond=1000",
        ];
        Assert.Equal(allowed, ConfigFixture.Resolve(
            ConfigFixture.Json, [.. sets, $"limits.ordersPerSecond={allowed}"]).Settings.Limits.OrdersPerSecond);
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, [.. sets, $"limits.ordersPerSecond={refused}"]);
        Assert.Equal("limits.ordersPerSecond", error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_alone_is_a_password()
    {
        LogonCredentials credentials = ConfigFixture.Resolve(
            ConfigFixture.Json, "fix.user=me", "fix.secret=file:key").FixProfile.Credentials;
        Assert.Equal(CredentialScheme.Password, credentials.Scheme);
        Assert.Equal("me", credentials.User);
        Assert.Equal("file:key", credentials.Secret);
    }

    [Fact]
    public void A_secret_that_is_written_out_is_refused_without_being_repeated()
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, "fix.secret=hunter2");
        Assert.Equal("fix.secret", error.Path);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_of_its_own_is_a_file_beside_the_configuration()
    {
        Directory.CreateDirectory(ConfigFixture.Folder);
        string file = Path.Combine(ConfigFixture.Folder, $"desk-{Guid.NewGuid():N}.json");
        File.WriteAllText(
            file,
            """
            { "base": "fixt-5.0sp2", "name": "desk", "usesNextExpected": true, "transientRefusals": ["later"] }
            """);
        try
        {
            string json = ConfigFixture.Json.Replace(
                "\"fix\": {", $"\"fix\": {{ \"profile\": \"{Path.GetFileName(file)}\", ", StringComparison.Ordinal);
            ResolvedConfig config = ConfigFixture.Resolve(json);
            Assert.Equal("desk", config.FixProfile.Name);
            Assert.Equal("FIXT.1.1", config.FixSession.BeginString);
            Assert.True(config.FixSession.UsesNextExpected);
            Assert.Equal(["later"], config.FixEndpoint.TransientRefusals);

            // NextExpectedMsgSeqNum came with FIX 4.4.
            ConfigError error = ConfigFixture.OnlyError(json, "fix.version=4.2");
            Assert.Equal("fix.profile", error.Path);
            Assert.Equal("UsesNextExpected needs FIX.4.4 or later.", error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Backup_hosts_are_tried_in_their_order() => Assert.Equal(
        [new FixHost("a.example", 1), new FixHost("10.0.0.7", 2), new FixHost("::1", 3)],
        ConfigFixture.Resolve(
            ConfigFixture.Json, "fix.tls.allowPlaintext=true", "fix.backups=a.example:1, 10.0.0.7:2,[::1]:3")
            .FixEndpoint.Backups);

    [Fact]
    public void Every_key_of_tls_reaches_the_connection()
    {
        string pin = new('a', 64);
        TlsFiles tls = ConfigFixture.Resolve(
            ConfigFixture.Json,
            [
                .. Elsewhere, "fix.tls.enabled=true", "fix.tls.minVersion=1.3", "fix.tls.serverName=fix.example",
                $"fix.tls.pins={pin},{pin}", "fix.tls.certificateFile=c.pem", "fix.tls.keyFile=k.pem",
                "fix.tls.rootsFile=r.pem", "fix.tls.revocation=offline",
            ]).FixTls!;
        Assert.Equal(SslProtocols.Tls13, tls.Settings.Protocols);
        Assert.Equal("fix.example", tls.Settings.TargetName);
        Assert.Equal(X509RevocationMode.Offline, tls.Settings.Revocation);
        Assert.Equal([pin, pin], tls.Settings.Pins);
        Assert.Equal(
            ["c.pem", "k.pem", "r.pem"],
            new[] { tls.CertificateFile, tls.KeyFile, tls.RootsFile }.Select(Path.GetFileName));
        Assert.Equal("TLS 1.3, with a certificate of ours, 2 pinned keys, revocation offline", tls.ToString());
    }

    [Fact]
    public void Files_that_are_not_there_are_named_by_their_keys()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            ConfigFixture.Json,
            [
                .. Elsewhere, "fix.version=5.0sp2", "fix.dictionary=d.xml", "fix.transportDictionary=t.xml",
                "fix.tls.enabled=true", "fix.tls.certificateFile=c.pem", "fix.tls.keyFile=k.pem",
                "fix.tls.rootsFile=r.pem", "venue.tls.certificateFile=vc.pem", "venue.tls.keyFile=vk.pem",
                "venue.tls.clientRootsFile=vr.pem",
            ]);
        Assert.Equal(
            [
                "fix.tls.certificateFile", "fix.tls.keyFile", "fix.tls.rootsFile", "fix.dictionary",
                "fix.transportDictionary", "venue.tls.certificateFile", "venue.tls.keyFile",
                "venue.tls.clientRootsFile",
            ],
            config.MissingFiles()
                .Select(missing => missing.Key)
                .Where(key => key is not ("book.file" or "venue.tape")));
    }

    [Scenario("S24")]
    [Theory]
    [InlineData("fix.host=203.0.113.9", "203.0.113.9")]
    [InlineData("fix.host=203.0.113.9", "203.0.113.9", "fix.secret=env:KEY", "fix.user=me")]
    [InlineData("fix.host=fix.example", "fix.example")]
    [InlineData("fix.host=localhost.example", "localhost.example")]
    [InlineData("fix.host=0.0.0.0", "0.0.0.0")]
    [InlineData("fix.host=::ffff:203.0.113.9", "::ffff:203.0.113.9")]
    [InlineData("fix.backups=127.0.0.1:1,10.0.0.7:2", "10.0.0.7")]
    public void S24_Nothing_leaves_this_machine_in_clear_without_a_yes(string set, string host, params string[] more)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, [set, .. more]);
        Assert.Equal("fix.tls.enabled", error.Path);
        Assert.Contains($"{host} is not this machine", error.Message, StringComparison.Ordinal);
        Assert.Contains("fix.tls.allowPlaintext", error.Message, StringComparison.Ordinal);

        // Allowed in clear, a note says so; under TLS there is no note.
        string note = Assert.Single(
            ConfigFixture.Resolve(ConfigFixture.Json, [set, "fix.tls.allowPlaintext=true", .. more]).Notes,
            note => note.StartsWith("FIX goes", StringComparison.Ordinal));
        Assert.Contains(host, note, StringComparison.Ordinal);
        Assert.Equal(more.Length > 0, note.Contains("the password", StringComparison.Ordinal));
        string[] secured = [.. Elsewhere, set, "fix.tls.enabled=true", .. more];
        Assert.DoesNotContain(
            ConfigFixture.Resolve(ConfigFixture.Json, secured).Notes,
            note => note.Contains("in clear", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("localhost")]
    [InlineData("::1")]
    public void Within_this_machine_nothing_has_to_be_encrypted(string host) =>
        Assert.DoesNotContain(
            ConfigFixture.Resolve(ConfigFixture.Json, $"fix.host={host}").Notes,
            note => note.Contains("in clear", StringComparison.Ordinal));

    [Theory]
    [InlineData("prices", "feed.host=10.0.0.7")]
    [InlineData("any sender there", "feed.host=10.0.0.7", "feed.transport=udp")]
    [InlineData("any sender there", "feed.host=0.0.0.0", "feed.transport=multicast", "feed.group=239.1.1.1")]
    public void A_feed_beyond_this_machine_gives_a_note_that_it_is_unsigned(string words, params string[] sets) =>
        Assert.Contains(
            ConfigFixture.Resolve(ConfigFixture.Json, [.. Elsewhere, .. sets]).Notes,
            note => note.StartsWith("ticks come", StringComparison.Ordinal)
                && note.Contains(words, StringComparison.Ordinal));

    [Scenario("S27")]
    [Fact]
    public void S27_A_symbol_that_could_forge_a_field_is_refused()
    {
        ConfigResult result = ConfigFixture.Load(
            ConfigFixture.Json.Replace("\"P1\"", "\"P=1\"", StringComparison.Ordinal));
        Assert.Null(result.Config);
        Assert.Contains(
            result.Errors,
            error => error.Path == "instruments[0].symbol" && error.Message.Contains("'='", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fix.profile", "there are generic-4.2", "fix.profile=deribt")]
    [InlineData("fix.profile", "can't be read", "fix.profile=nowhere.json")]
    [InlineData("fix.version", "did you mean 4.2?", "fix.version=4.3")]
    [InlineData("fix.backups", "no list of hosts and ports", "fix.backups=a")]
    [InlineData("fix.backups", "no list of hosts and ports", "fix.backups=a:0")]
    [InlineData("fix.tls.pins", "no list of SHA-256 pins", "fix.tls.pins=ab")]
    [InlineData("fix.tls.enabled", "nothing would be encrypted", "fix.tls.rootsFile=r.pem")]
    [InlineData("fix.tls.enabled", "the embedded exchange has no certificate", "fix.tls.enabled=true")]
    [InlineData(
        "fix.tls.enabled", "the embedded exchange has a certificate", "venue.tls.certificateFile=c.pem",
        "venue.tls.keyFile=k.pem")]
    [InlineData(
        "venue.tls.keyFile", "together or not at all", "fix.tls.enabled=true", "venue.tls.certificateFile=c.pem")]
    [InlineData("venue.tls.certificateFile", "only under TLS", "venue.tls.clientRootsFile=r.pem")]
    [InlineData(
        "venue.tls.clientRootsFile", "no client is asked", "fix.tls.enabled=true", "venue.tls.certificateFile=c.pem",
        "venue.tls.keyFile=k.pem",
        "venue.tls.clientPins=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData(
        "orders.massStatus", "FIX 4.2 has no OrderMassStatusRequest", "orders.massStatus=true", "fix.version=4.2")]
    [InlineData(
        "fix.transportDictionary", "without fix.dictionary", "fix.version=5.0sp2", "fix.transportDictionary=t.xml")]
    [InlineData("fix.transportDictionary", "no FIX 5.0 SP2", "fix.dictionary=d.xml", "fix.transportDictionary=t.xml")]
    [InlineData("fix.transportDictionary", "a dictionary of their own", "fix.version=5.0sp2", "fix.dictionary=d.xml")]
    public void A_value_that_contradicts_others_gives_one_error(string path, string message, params string[] sets)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, sets);
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
