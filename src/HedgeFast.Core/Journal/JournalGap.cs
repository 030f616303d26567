namespace HedgeFast.Core.Journal;

/// <summary>
/// Records that found no room while orders were cancelled behind a disk that did not write. The journal proves nothing
/// beyond.
/// </summary>
/// <param name="Lost">How many are missing in this place.</param>
public readonly record struct JournalGap(long Lost);
