using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>Where an answer goes when the request came through a third party: the origin becomes the destination, and the reverse.</summary>
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
        if (request.TryGet(from, out ReadOnlySpan<byte> value)) answer.TryAddHeader(to, value);
    }
}
