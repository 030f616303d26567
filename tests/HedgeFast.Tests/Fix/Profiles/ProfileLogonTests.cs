using System.Security.Cryptography;
using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Tests.Fix.Profiles;

/// <summary>The logon as it leaves, and what is kept of it.</summary>
public sealed class ProfileLogonTests : IDisposable
{
    private const string Variable = "HEDGEFAST_TEST_SECRET";
    private const string NextVariable = "HEDGEFAST_TEST_NEXT_SECRET";

    private readonly ManualTime _time = new();
    private readonly MemoryMessageStore _store = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Environment.SetEnvironmentVariable(NextVariable, null);
    }

    [Fact]
    public void A_password_is_sent_but_not_kept_and_a_new_one_counts_at_once()
    {
        Environment.SetEnvironmentVariable(Variable, "first-secret");
        Environment.SetEnvironmentVariable(NextVariable, "next-secret");
        var profile = new VenueProfile
        {
            Name = "test",
            CancelOnDisconnect = new CancelOnDisconnect { Tag = 9001, IsOn = false },
            LogonFields = new Dictionary<int, string> { [9003] = "Y" },
            Credentials = new LogonCredentials
            {
                Scheme = CredentialScheme.Password,
                User = "me",
                Secret = $"env:{Variable}",
                NewSecret = $"env:{NextVariable}",
            },
        };
        Assert.Equal(
            "A 34=1 98=0 108=30 9001=N 9003=Y 553=me 554=first-secret 925=next-secret", WireEnd.Brief(Logon(profile)));
        string kept = Stored(1);
        Assert.DoesNotContain("secret", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("553=", kept, StringComparison.Ordinal);
        Assert.StartsWith("35=A|52=", kept, StringComparison.Ordinal);

        Environment.SetEnvironmentVariable(Variable, "next-secret");
        Assert.Contains("554=next-secret ", WireEnd.Brief(Logon(profile)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_hmac_covers_the_bytes_that_are_sent()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        Environment.SetEnvironmentVariable(Variable, System.Buffers.Text.Base64Url.EncodeToString(key));
        VenueProfile profile = VenueProfiles.CmeLike with
        {
            Schedule = null,
            LogonFields = new Dictionary<int, string> { [1603] = "HedgeFast", [1604] = "1.0", [1605] = "Desk" },
            Credentials = VenueProfiles.CmeLike.Credentials with { User = "KEY-ID", Secret = $"env:{Variable}" },
        };
        FixMessage.TryRead(
            Logon(
                profile, settings => settings with { SenderSubId = "SUB", TargetSubId = "G", SenderLocationId = "NL" }),
            out FixMessage logon);
        string time = FixText.Show(logon.SendingTime);
        string signed = string.Join('\n', "1", "HEDGE", "SUB", time, "G", "30", "NL", "0", "HedgeFast", "1.0", "Desk");
        byte[] expected = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed));
        Assert.Equal("6", Value(logon, 354));
        Assert.Equal("KEY-ID", Value(logon, 355));
        Assert.Equal("CME-1-SHA-256", Value(logon, 1400));
        Assert.Equal("43", Value(logon, 1401));
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(expected), Value(logon, 1402));
        Assert.Equal("0", Value(logon, 369));
    }

    [Fact]
    public void A_nonce_is_new_each_time_and_signed_with_the_secret()
    {
        Environment.SetEnvironmentVariable(Variable, "s3cret");
        VenueProfile profile = VenueProfiles.Deribit with
        {
            Credentials = VenueProfiles.Deribit.Credentials with { User = "client", Secret = $"env:{Variable}" },
        };
        var nonces = new HashSet<string>();
        for (int i = 0; i < 3; i++)
        {
            FixMessage.TryRead(Logon(profile), out FixMessage logon);
            string raw = Value(logon, 96);
            Assert.Equal(
                _time.Utc / 1_000_000,
                long.Parse(raw.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(32, Convert.FromBase64String(raw.Split('.')[1]).Length);
            Assert.True(nonces.Add(raw));
            Assert.Equal(
                Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(raw + "s3cret"))), Value(logon, 554));
            Assert.Equal("Y", Value(logon, 9001));
            Assert.Equal("Y", Value(logon, 141));
            Assert.Equal("client", Value(logon, 553));
        }
    }

    private static string Value(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) ? Encoding.ASCII.GetString(value) : "absent";

    // The bytes of the first message of a new connection.
    private byte[] Logon(VenueProfile profile, Func<FixSessionSettings, FixSessionSettings>? change = null)
    {
        _store.Reset();
        var wire = new WireEnd();
        FixSessionSettings settings = profile.ToSettings("HEDGE", "VENUE", "unused");
        var session = new FixSession(
            change?.Invoke(settings) ?? settings, FixRole.Initiator, _store, new RecordingApplication(), wire);
        session.OnConnected(_time.Mono, _time.Utc);
        return wire.InFlight.Dequeue();
    }

    private string Stored(long seqNum)
    {
        var visitor = new Keeper();
        _store.ReadRange(seqNum, seqNum, visitor);
        return visitor.Text;
    }

    private sealed class Keeper : IStoredMessageVisitor
    {
        public string Text { get; private set; } = "";

        public bool OnStored(long seqNum, ReadOnlySpan<byte> message)
        {
            Text = FixText.Show(message);
            return true;
        }
    }
}
