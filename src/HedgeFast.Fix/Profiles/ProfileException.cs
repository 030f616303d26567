namespace HedgeFast.Fix.Profiles;

/// <summary>A venue profile can't be read. The message has place and cause.</summary>
public sealed class ProfileException(string message, Exception? cause = null) : Exception(message, cause);
