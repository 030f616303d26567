namespace HedgeFast.Shell;

/// <summary>Thrown when something that is needed is missing, wrong or taken before the work has begun; the message is shown alone and the exit code is 3.</summary>
internal sealed class StartFailure : Exception
{
    /// <summary>With what is wrong, in one line.</summary>
    public StartFailure(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and why.</summary>
    public StartFailure(string message, Exception cause)
        : base(message, cause)
    {
    }
}
