namespace HedgeFast.Fix.Session;

/// <summary>Refuses settings no session can run with, before anything is sent.</summary>
internal static class SettingsRules
{
    private const int SmallestMessageLimit = 256;
    private const int LargestMessageLimit = 1 << 24;

    public static void Check(FixSessionSettings settings)
    {
        CheckId(settings.SenderCompId, nameof(settings.SenderCompId));
        CheckId(settings.TargetCompId, nameof(settings.TargetCompId));
        if (settings.BeginString != "FIX.4.4") throw new ArgumentException($"BeginString '{settings.BeginString}' is not supported; FIX.4.4 is.");
        if (settings.HeartbeatSeconds is < 1 or > 3600) throw new ArgumentException($"HeartbeatSeconds is {settings.HeartbeatSeconds}; 1 to 3600 are allowed.");
        if (settings.LogonTimeoutNanos <= 0) throw new ArgumentException("LogonTimeoutNanos must be positive.");
        if (settings.LogoutTimeoutNanos <= 0) throw new ArgumentException("LogoutTimeoutNanos must be positive.");
        if (settings.MaxSendingTimeSkewNanos < 0) throw new ArgumentException("MaxSendingTimeSkewNanos must not be negative.");
        if (settings.MaxMessageBytes is < SmallestMessageLimit or > LargestMessageLimit)
        {
            throw new ArgumentException($"MaxMessageBytes is {settings.MaxMessageBytes}; {SmallestMessageLimit} to {LargestMessageLimit} are allowed.");
        }
    }

    private static void CheckId(string id, string name)
    {
        if (id.Length is 0 or > 64) throw new ArgumentException($"{name} must have 1 to 64 characters.");
        foreach (char c in id)
        {
            if (c is < ' ' or > '~' or '=') throw new ArgumentException($"{name} '{id}' may hold printable ASCII without '=' only.");
        }
    }
}
