namespace HedgeFast.Core.Feed;

/// <summary>Which clock the stamps of a feed are held against.</summary>
public enum ClockKind : byte
{
    /// <summary>None was named: settings of a journal that is older than the rule. A feed stage refuses it.</summary>
    None = 0,

    /// <summary>The UTC clock of this machine: a market that trades now.</summary>
    Live = 1,

    /// <summary>A recording's own date, which goes on with the monotonic clock.</summary>
    Recording = 2,
}
