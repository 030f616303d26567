using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Core.Orders;

/// <summary>Recovers reports that the session had received and the journal had not when the process died.</summary>
/// <remarks>
/// The session would not ask for them again. Its expected sequence number is therefore set back to the one after the
/// last journaled report, or to the one that the run began with: the exchange resends the others, and repetitions are
/// recognised by execution id.
/// </remarks>
public static class UnjournaledReports
{
    /// <summary>
    /// Sets the session back, so that the exchange resends the missing reports at the next logon. Called before the
    /// session opens.
    /// </summary>
    /// <param name="disk">The disk of the store.</param>
    /// <param name="session">The session.</param>
    /// <param name="firstMissing">Number of the first message that is not journaled; 0 when unknown.</param>
    /// <param name="next">Number of the message that the session expects next from now on.</param>
    /// <returns>How many messages.</returns>
    /// <exception cref="IOException">The session's store can't be opened.</exception>
    public static long AskAgain(Disk disk, FixSessionSettings session, long firstMissing, out long next)
    {
        using FileMessageStore store = FileMessageStore.Open(session, disk);
        next = store.NextIncoming;
        if (firstMissing <= 0)
            return 0;

        // A number below the first missing one means that both sides began again at 1 after it: then nothing since is
        // journaled.
        long first = next < firstMissing ? 1 : firstMissing;
        long missing = next - first;
        if (missing <= 0)
            return 0;
        store.NextIncoming = next = first;
        return missing;
    }
}
