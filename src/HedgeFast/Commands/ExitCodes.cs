namespace HedgeFast.Commands;

/// <summary>What the help says about exit codes.</summary>
internal static class ExitCodes
{
    /// <summary>One line a code.</summary>
    public static readonly IReadOnlyList<(ExitCode Code, string Meaning)> All =
    [
        (ExitCode.Ok, "done; an orderly stop by Ctrl-C or SIGTERM too"),
        (ExitCode.Differs, "run: the positions of engine and exchange differ; replay: the proof failed"),
        (ExitCode.Usage, "wrong arguments or a wrong configuration"),
        (ExitCode.CannotStart, "could not start: a file is missing or wrong, a port is taken"),
        (ExitCode.Failure, "an unexpected failure"),
        (ExitCode.DiskFailed, "run: a disk could not be written any more (full?): orders were cancelled, the session logged out; make room, then run --resume"),
        (ExitCode.ReportLost, "run: done, but its report could not be written"),
        (ExitCode.RowsFailed, "price: written, but some rows could not be priced; the column error says why"),
        (ExitCode.Interrupted, "stopped by a second Ctrl-C, before the orderly stop was done"),
    ];
}
