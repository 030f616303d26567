namespace HedgeFast.Monitor.Watch;

/// <summary>A way out for text: a stream of the process, a log.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Failure">Why nothing is written to it at present; null while it is.</param>
internal readonly record struct SinkSign(string Name, string? Failure);
