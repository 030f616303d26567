namespace HedgeFast.Core.Book;

/// <summary>How much of a settlement average is known.</summary>
public enum AverageState : byte
{
    /// <summary>No price of its window has been seen.</summary>
    Ahead = 0,

    /// <summary>The average so far is known.</summary>
    Running = 1,

    /// <summary>
    /// Too much of the window was not seen: the average is unknown until its expiry or until a person gives it.
    /// </summary>
    Lost = 2,

    /// <summary>The window is over; the average is the settlement price.</summary>
    Complete = 3,
}
