namespace HedgeFast.Monitor.Watch;

/// <summary>How long conditions last before an alert is raised.</summary>
internal static class Patience
{
    /// <summary>As a rule: a logon, a reconnect and a hedge take less.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    /// <summary>At the start, where connections, volatilities and the first hedge follow one another.</summary>
    public static readonly TimeSpan AtStart = TimeSpan.FromSeconds(4);

    /// <summary>Of market data: a gap that the next quote closes is no alert.</summary>
    public static readonly TimeSpan OfInput = TimeSpan.FromSeconds(1);
}
