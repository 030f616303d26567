namespace HedgeFast.Fix.Secrets;

/// <summary>A secret can't be had, or not safely. The message never contains it.</summary>
public sealed class SecretException(string message) : Exception(message);
