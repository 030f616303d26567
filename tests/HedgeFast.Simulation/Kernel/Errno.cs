namespace HedgeFast.Simulation.Kernel;

/// <summary>Errors of Linux by number, and the exceptions that the runtime makes of them.</summary>
internal static class Errno
{
    public const int None = 0;
    public const int NoEntry = 2;
    public const int InputOutput = 5;
    public const int BadFile = 9;
    public const int TryAgain = 11;
    public const int NotAllowed = 13;
    public const int Exists = 17;
    public const int NoFolder = 20;
    public const int IsFolder = 21;
    public const int Full = 28;
    public const int ReadOnly = 30;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;

    // A name that is missing in a folder that is missing itself.
    public const int NoParent = 1002;

    /// <summary>Throws for an error; returns for none.</summary>
    public static void Check(int error, string path)
    {
        if (error != None)
            throw Failure(error, path);
    }

    /// <summary>The runtime's exception.</summary>
    public static Exception Failure(int error, string path) => error switch
    {
        NoEntry => new FileNotFoundException($"Could not find file '{path}'.", path),
        NoFolder or NoParent => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."),
        NotAllowed => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
        Exists => new IOException($"The file '{path}' already exists."),
        TryAgain => new IOException(
            $"The process cannot access the file '{path}' because it is being used by another process."),
        IsFolder => new IOException($"Is a directory : '{path}'"),
        Full => new IOException($"No space left on device : '{path}'"),
        ReadOnly => new IOException($"Read-only file system : '{path}'"),
        TooManyLinks => new IOException($"Too many levels of symbolic links : '{path}'"),
        NotEmpty => new IOException($"Directory not empty : '{path}'"),
        _ => new IOException($"Input/output error : '{path}'"),
    };

    /// <summary>The number as the kernel returns it.</summary>
    public static int OfKernel(int error) => error == NoParent ? NoEntry : error;
}
