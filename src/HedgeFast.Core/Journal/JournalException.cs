namespace HedgeFast.Core.Journal;

/// <summary>The journal is damaged, or is not one. The message names the file and the offset.</summary>
public sealed class JournalException(string message) : Exception(message);
