namespace HedgeFast.Fix.Profiles;

/// <summary>A venue profile can't be read. The message says where and why.</summary>
public sealed class ProfileException(string message, Exception? cause = null) : Exception(message, cause);
