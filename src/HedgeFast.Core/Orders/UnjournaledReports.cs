using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Core.Orders;

/// <summary>Recovers reports that the session had received and the journal had not when the process died.</summary>
/// <remarks>
/// The session would not ask for them again. Its expected sequence number is therefore set back to the one after the
/// last journaled report: the exchange resends the others, and repetitions are recognised by execution id.
/// </remarks>
public static class UnjournaledReports
{
    /// <summary>
    /// Sets the session back, so that the exchange resends the missing reports at the next logon. Called before the
    /// session opens.
    /// </summary>
    /// <param name="disk">The disk of the store.</param>
    /// <param name="session">The session.</param>
    /// <param name="lastJournaled">Number of the last message that was journaled; 0 when none was.</param>
    /// <returns>How many messages.</returns>
    /// <exception cref="IOException">The session's store can't be opened.</exception>
    public static long AskAgain(Disk disk, FixSessionSettings session, long lastJournaled)
    {
        using FileMessageStore store = FileMessageStore.Open(session, disk);
        if (lastJournaled <= 0)
            return 0;

        // A number behind the last one journaled means that both sides began again at 1 after it: then nothing since is
        // journaled.
        long first = store.NextIncoming <= lastJournaled ? 1 : lastJournaled + 1;
        long missing = store.NextIncoming - first;
        if (missing <= 0)
            return 0;
        store.NextIncoming = first;
        return missing;
    }
}
