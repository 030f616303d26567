namespace HedgeFast.Monitor.Watch;

/// <summary>A thread of the engine.</summary>
/// <param name="Name">Its name: that of its stages.</param>
/// <param name="Rounds">Rounds that it has made.</param>
internal readonly record struct ThreadSign(string Name, long Rounds);
