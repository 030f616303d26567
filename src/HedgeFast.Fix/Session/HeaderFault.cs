namespace HedgeFast.Fix.Session;

/// <summary>What is wrong with a message's header, and what it costs.</summary>
internal readonly record struct HeaderFault(HeaderFaultCost Cost, int Reason, int RefTag, string Text)
{
    public static HeaderFault None => default;
}
