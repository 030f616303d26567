namespace HedgeFast.Fix.Dictionary;

/// <summary>A data dictionary can't be read; the message names the file and the place.</summary>
public sealed class DictionaryException(string message) : Exception(message);
