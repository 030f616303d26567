using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Reports that the session had taken and the journal had not yet when the process died. The session would never ask
/// for them again, so the number it expects is set back to the one behind the last report that was journaled: the
/// exchange then sends the others once more, and what is known already is passed over by its execution id.
/// </summary>
public static class UnjournaledReports
{
    /// <summary>Has them sent again at the next logon. To be called before the session is opened.</summary>
    /// <param name="session">The session.</param>
    /// <param name="lastJournaled">Number of the last message that was journaled; 0 when none was.</param>
    /// <returns>How many messages.</returns>
    /// <exception cref="IOException">The session's store can't be opened.</exception>
    public static long AskAgain(FixSessionSettings session, long lastJournaled)
    {
        using FileMessageStore store = FileMessageStore.Open(session);
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
