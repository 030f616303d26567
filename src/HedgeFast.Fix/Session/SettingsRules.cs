namespace HedgeFast.Fix.Session;

/// <summary>Refuses settings that no session can run with, before anything is sent.</summary>
internal static class SettingsRules
{
    private const int SmallestMessageLimit = 256;
    private const int LargestMessageLimit = 1 << 24;
    private const int HeldMax = 65_536;
    private const long JumpMax = 1_000_000_000_000;

    public static void Check(FixSessionSettings settings)
    {
        CheckText(settings.SenderCompId, nameof(settings.SenderCompId));
        CheckText(settings.TargetCompId, nameof(settings.TargetCompId));
        CheckOptional(settings.SenderSubId, nameof(settings.SenderSubId));
        CheckOptional(settings.SenderLocationId, nameof(settings.SenderLocationId));
        CheckOptional(settings.TargetSubId, nameof(settings.TargetSubId));
        CheckOptional(settings.TargetLocationId, nameof(settings.TargetLocationId));
        CheckOptional(settings.ApplVerId, nameof(settings.ApplVerId));
        CheckOptional(settings.TestRequestId, nameof(settings.TestRequestId));
        CheckText(settings.DefaultApplVerId, nameof(settings.DefaultApplVerId));
        Require(
            settings.BeginString is "FIX.4.2" or "FIX.4.4" or "FIXT.1.1",
            $"BeginString '{settings.BeginString}' is not supported; FIX.4.2, FIX.4.4 and FIXT.1.1 are.");
        Require(
            settings.HeartbeatSeconds is >= 1 and <= 3600,
            $"HeartbeatSeconds is {settings.HeartbeatSeconds}; 1 to 3600 are allowed.");
        Require(
            settings.HeartbeatSecondsMin >= 1
                && settings.HeartbeatSecondsMin <= settings.HeartbeatSecondsMax,
            "HeartbeatSecondsMin must be 1 to HeartbeatSecondsMax.");
        Require(
            settings.TestRequestAfterIntervals is > 1 and < 100,
            "TestRequestAfterIntervals must be more than 1 and less than 100.");
        Require(
            settings.DisconnectAfterIntervals > settings.TestRequestAfterIntervals
                && settings.DisconnectAfterIntervals < 1000,
            "DisconnectAfterIntervals must be more than TestRequestAfterIntervals and less than 1000.");
        Require(settings.LogonTimeoutNanos > 0, "LogonTimeoutNanos must be positive.");
        Require(settings.LogoutTimeoutNanos > 0, "LogoutTimeoutNanos must be positive.");
        Require(settings.MaxSendingTimeSkewNanos >= 0, "MaxSendingTimeSkewNanos must not be negative.");
        Require(settings.SendingTimeDigits is 0 or 3 or 6 or 9, "SendingTimeDigits must be 0, 3, 6 or 9.");
        Require(!settings.UsesNextExpected || !settings.IsFix42, "UsesNextExpected needs FIX.4.4 or later.");
        Require(settings.ResendChunk >= 0, "ResendChunk must not be negative.");
        Require(settings.ResendPerSecond >= 0, "ResendPerSecond must not be negative.");
        Require(settings.OrderReplayNanos >= 0, "OrderReplayNanos must not be negative.");
        Require(
            settings.SequenceJumpMax is >= 1 and <= JumpMax,
            $"SequenceJumpMax is {settings.SequenceJumpMax}; 1 to {JumpMax} are allowed.");
        Require(
            settings.PeerResetsPerMinute is >= 1 and <= 1000,
            $"PeerResetsPerMinute is {settings.PeerResetsPerMinute}; 1 to 1000 are allowed.");
        Require(
            settings.AnswersPerSecond is >= 1 and <= 10_000,
            $"AnswersPerSecond is {settings.AnswersPerSecond}; 1 to 10000 are allowed.");
        Require(
            settings.HeartbeatToleranceSeconds is >= 0 and <= 3600,
            $"HeartbeatToleranceSeconds is {settings.HeartbeatToleranceSeconds}; 0 to 3600 are allowed.");
        if (settings.SendLimits?.Fault is { } fault)
            throw new ArgumentException(fault);
        Require(
            settings.HeldMessages is >= 0 and <= HeldMax,
            $"HeldMessages is {settings.HeldMessages}; 0 to {HeldMax} are allowed.");
        Require(
            settings.MaxMessageBytes is >= SmallestMessageLimit and <= LargestMessageLimit,
            $"MaxMessageBytes is {settings.MaxMessageBytes}; "
                + $"{SmallestMessageLimit} to {LargestMessageLimit} are allowed.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }

    private static void CheckOptional(string? text, string name)
    {
        if (!string.IsNullOrEmpty(text))
            CheckText(text, name);
    }

    private static void CheckText(string text, string name)
    {
        Require(text.Length is > 0 and <= 64, $"{name} must have 1 to 64 characters.");
        bool isPlain = text.All(c => c is >= ' ' and <= '~' and not '=');
        Require(isPlain, $"{name} '{text}' may hold printable ASCII without '=' only.");
    }
}
