using HedgeFast.Config;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;
using HedgeFast.Shell;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Engine;

/// <summary>Reads every input of a run's start and logon, and keeps nothing.</summary>
internal static class InputCheck
{
    /// <summary>Finds the inputs that a run could not use, each in the words of the run.</summary>
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

        // Errors of book, surface and quotes name their file and line already.
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
        catch (Exception e) when (
            e is StartFailure or IOException or UnauthorizedAccessException or InvalidDataException or TapeException
                or SecretException or ArgumentException)
        {
            problems.Add(key is null ? e.Message : $"{key}: {e.Message}");
        }
    }
}
