using System.Globalization;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Session;

namespace HedgeFast.Tests.Fix.Scenarios;

/// <summary>Settings of the session under test, by the names the scripts use.</summary>
internal static class ScenarioSettings
{
    public static readonly Lazy<DataDictionary> SmallDictionary = new(
        () => DataDictionary.Read(Path.Combine(ScenarioFiles.Folder, "small-dictionary.xml")));

    public static FixSessionSettings Basic(string version) => SessionPair.Settings("HEDGE", "VENUE") with
    {
        BeginString = BeginString(version),
    };

    public static string BeginString(string version) => version switch
    {
        "4.2" => "FIX.4.2",
        "4.4" => "FIX.4.4",
        _ => "FIXT.1.1",
    };

    public static FixSessionSettings With(this FixSessionSettings s, string name, string value) => name switch
    {
        "HeartbeatSeconds" => s with { HeartbeatSeconds = (int)Number(value) },
        "HeartbeatSecondsMin" => s with { HeartbeatSecondsMin = (int)Number(value) },
        "HeartbeatSecondsMax" => s with { HeartbeatSecondsMax = (int)Number(value) },
        "ResetOnLogon" => s with { ResetOnLogon = Flag(value) },
        "ResetOnLogout" => s with { ResetOnLogout = Flag(value) },
        "ResetOnDisconnect" => s with { ResetOnDisconnect = Flag(value) },
        "PeerReset" => s with { PeerReset = Enum.Parse<PeerResetRule>(value) },
        "UsesNextExpected" => s with { UsesNextExpected = Flag(value) },
        "SendsLastProcessed" => s with { SendsLastProcessed = Flag(value) },
        "ResendChunk" => s with { ResendChunk = (int)Number(value) },
        "OpenEndIs999999" => s with { OpenEndIs999999 = Flag(value) },
        "ResendPerSecond" => s with { ResendPerSecond = (int)Number(value) },
        "HeldMessages" => s with { HeldMessages = (int)Number(value) },
        "OrderReplaySeconds" => s with { OrderReplayNanos = Number(value) * SessionPair.Second },
        "ReplaysRejects" => s with { ReplaysRejects = Flag(value) },
        "RequiresOrigSendingTime" => s with { RequiresOrigSendingTime = Flag(value) },
        "AnswersLowResendRequests" => s with { AnswersLowResendRequests = Flag(value) },
        "RejectsGarbled" => s with { RejectsGarbled = Flag(value) },
        "Framing" => s with { Framing = Enum.Parse<FramingRules>(value) },
        "SendingTimeDigits" => s with { SendingTimeDigits = (int)Number(value) },
        "MaxSkewSeconds" => s with { MaxSendingTimeSkewNanos = Number(value) * SessionPair.Second },
        "TestRequestId" => s with { TestRequestId = value },
        "TestRequestAfter" => s with { TestRequestAfterIntervals = double.Parse(value, CultureInfo.InvariantCulture) },
        "DisconnectAfter" => s with { DisconnectAfterIntervals = double.Parse(value, CultureInfo.InvariantCulture) },
        "SenderSubId" => s with { SenderSubId = value },
        "TargetSubId" => s with { TargetSubId = value },
        "SenderLocationId" => s with { SenderLocationId = value },
        "TargetLocationId" => s with { TargetLocationId = value },
        "Password" =>
            s with
            {
                LogonSignature = new RotatingPassword(value.Split(',')),
                LogonCheck = new PasswordCheck(value.Split(',')),
            },
        "Dictionary" =>
            s with
            {
                Dictionary = new DictionaryRules
                {
                    Application = SmallDictionary.Value,
                    Transport = s.BeginString == "FIXT.1.1" ? SmallDictionary.Value : null,
                },
            },
        "Daily" => s with { Schedule = Daily(value.Split(' ')) },
        "Weekly" => s with { Schedule = Weekly(value.Split(' ')) },
        _ => throw new FormatException($"unknown setting {name}"),
    };

    // "22:00 21:00 Europe/Berlin [end zone] [days]"
    private static SessionSchedule Daily(string[] words) => new()
    {
        Start = TimeOnly.Parse(words[0], CultureInfo.InvariantCulture),
        End = TimeOnly.Parse(words[1], CultureInfo.InvariantCulture),
        Zone = words[2],
        EndZone = words.Length > 3 && words[3] != "-" ? words[3] : null,
        Days = words.Length > 4
            ? [.. words[4].Split(',').Select(day => Enum.Parse<DayOfWeek>(day))]
            : Enum.GetValues<DayOfWeek>(),
    };

    // "Sunday 18:00 Friday 17:00 America/New_York"
    private static SessionSchedule Weekly(string[] words) => new()
    {
        WeekStart = Enum.Parse<DayOfWeek>(words[0]),
        Start = TimeOnly.Parse(words[1], CultureInfo.InvariantCulture),
        WeekEnd = Enum.Parse<DayOfWeek>(words[2]),
        End = TimeOnly.Parse(words[3], CultureInfo.InvariantCulture),
        Zone = words[4],
    };

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);

    private static bool Flag(string value) => value switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new FormatException($"{value} is neither yes nor no"),
    };
}
