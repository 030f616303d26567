using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>Route of an answer to a request sent through a third party: origin and destination swap.</summary>
internal static class ReturnRoute
{
    public static void Add(in FixMessage request, OutgoingFrame answer)
    {
        Copy(request, Tags.DeliverToCompID, answer, Tags.OnBehalfOfCompID);
        Copy(request, Tags.DeliverToSubID, answer, Tags.OnBehalfOfSubID);
        Copy(request, Tags.OnBehalfOfCompID, answer, Tags.DeliverToCompID);
        Copy(request, Tags.OnBehalfOfSubID, answer, Tags.DeliverToSubID);
        Copy(request, Tags.DeliverToLocationID, answer, Tags.OnBehalfOfLocationID);
        Copy(request, Tags.OnBehalfOfLocationID, answer, Tags.DeliverToLocationID);
    }

    private static void Copy(in FixMessage request, int from, OutgoingFrame answer, int to)
    {
        if (request.TryGet(from, out ReadOnlySpan<byte> value))
            answer.TryAddHeader(to, value);
    }
}
