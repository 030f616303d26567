namespace HedgeFast.Shell;

/// <summary>Ends the program before the work begins, with one message and exit code 3.</summary>
/// <remarks>Something needed is missing, wrong or taken.</remarks>
internal sealed class StartFailure : Exception
{
    /// <summary>Makes a failure of a message of one line.</summary>
    public StartFailure(string message)
        : base(message)
    {
    }

    /// <summary>Makes a failure of a message and its cause.</summary>
    public StartFailure(string message, Exception cause)
        : base(message, cause)
    {
    }
}
