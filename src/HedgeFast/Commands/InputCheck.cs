using HedgeFast.Config;
using HedgeFast.Engine;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Commands;

/// <summary>Reads every input that a run reads at its start or at its logon, and keeps nothing of it.</summary>
internal static class InputCheck
{
    /// <summary>What can't be used, one entry each, as a run would say it; empty when all can.</summary>
    /// <param name="config">The configuration; its files exist.</param>
    public static IReadOnlyList<string> Problems(ResolvedConfig config)
    {
        List<string> problems = [];
        long? begins = config.BookAsOfNanos ?? (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
        if (config.Venue is { Embedded: true, TapeFile: { } tape })
        {
            begins = null;
            Try(problems, "venue.tape", () =>
                begins = MarketTape.Read(tape, config.Settings.Instruments[0])[0].ExchangeNanos);
        }

        // Book, surface and quotes name their file and line themselves.
        Try(problems, null, () => LoadedBook.Read(config, begins));
        Try(problems, null, () => config.WithFixFiles());
        LogonCredentials credentials = config.FixProfile.Credentials;
        if (credentials.Scheme != CredentialScheme.None && credentials.Secret is { } secret)
            Try(problems, "fix.secret", () => SecretSource.Parse(secret).Read());
        if (credentials.NewSecret is { } next)
            Try(problems, "the profile's new secret", () => SecretSource.Parse(next).Read());
        return problems;
    }

    private static void Try(List<string> problems, string? key, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is StartFailure or IOException or UnauthorizedAccessException or InvalidDataException or TapeException or SecretException or ArgumentException)
        {
            problems.Add(key is null ? e.Message : $"{key}: {e.Message}");
        }
    }
}
