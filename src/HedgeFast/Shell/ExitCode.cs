namespace HedgeFast.Shell;

/// <summary>Exit codes of the program; the help describes each.</summary>
internal enum ExitCode
{
    /// <summary>Done; an orderly stop by Ctrl-C too.</summary>
    Ok = 0,

    /// <summary>The positions of engine and exchange differ, or a replay proof failed.</summary>
    Differs = 1,

    /// <summary>Wrong arguments or a wrong configuration.</summary>
    Usage = 2,

    /// <summary>Could not start: a file is missing or wrong, a port is taken.</summary>
    CannotStart = 3,

    /// <summary>An unexpected failure.</summary>
    Failure = 4,

    /// <summary>A disk write failed during the run; the engine stopped in order as far as possible.</summary>
    DiskFailed = 5,

    /// <summary>The run is done, but its report could not be written.</summary>
    ReportLost = 6,

    /// <summary>The result is written, but some rows could not be priced.</summary>
    RowsFailed = 7,

    /// <summary>Stopped by a second Ctrl-C before the orderly stop ended.</summary>
    Interrupted = 130,
}
