using System.Net.Sockets;
using System.Runtime.InteropServices;
using HedgeFast.Fix.Os;

namespace HedgeFast.Simulation.Kernel;

/// <summary>What is under way in the network, and its arrival.</summary>
internal sealed partial class SimNetwork
{
    private const long NanosPerSecond = 1_000_000_000;
    private const long PieceNanos = 10_000_000;
    private const long ReorderNanos = 1_000_000;
    private const int PooledDatagramBytes = 2048;

    private readonly Stack<SimDatagram> _freeDatagrams = new();
    private int _corruptsOneIn;
    private long _bytesToCorruption;

    /// <summary>Bytes leave a host.</summary>
    internal void Send(SimPipe pipe, ReadOnlySpan<byte> bytes)
    {
        SimLink link = pipe.Link;
        NetworkFaults faults = link.Faults;
        Digest?.Add((2 * link.Number) + (pipe.FromClient ? 1 : 0));
        Digest?.Add(bytes);
        Sent?.Invoke(link, pipe.FromClient, bytes);
        if (link.IsCut)
        {
            ResetSender(pipe);
            return;
        }

        long start = pipe.Sent;
        Span<byte> place = pipe.Append(bytes);
        if (faults.CorruptsOneIn > 0)
            Corrupt(place, faults.CorruptsOneIn);
        bool isCut = draw.OneIn(faults.CutsOneIn);
        if (isCut)
            pipe.Lose(start + draw.Between(0, bytes.Length));
        if (pipe.Sent > start)
            SendBytes(pipe, start, faults);
        if (!isCut)
            return;
        link.IsCut = true;
        if (draw.Chance(0.5))
        {
            Tally.Add(MachineFault.ResetLink);
            SendReset(link.ToServer);
            SendReset(link.ToClient);
        }
        else
        {
            Tally.Add(MachineFault.EndedLink);
            SendEnd(link.ToServer);
            SendEnd(link.ToClient);
        }
    }

    internal void SendEnd(SimPipe pipe) =>
        _events.Add(pipe.ArrivalAfter(Latency(pipe.Link.Faults)), NetworkEventKind.End, pipe);

    internal void SendReset(SimPipe pipe)
    {
        if (pipe.IsResetting)
            return;
        pipe.IsResetting = true;
        _events.Add(pipe.ArrivalAfter(Latency(pipe.Link.Faults)), NetworkEventKind.Reset, pipe);
    }

    /// <summary>A datagram leaves a host.</summary>
    internal void Send(SimDatagramWriter writer, ReadOnlySpan<byte> bytes)
    {
        NetworkFaults faults = writer.Faults;
        Digest?.Add(bytes);
        if (draw.OneIn(faults.LosesDatagramsOneIn))
        {
            Tally.Add(MachineFault.LostDatagram);
            return;
        }

        SendOne(writer, bytes, faults);
        if (!draw.OneIn(faults.DuplicatesDatagramsOneIn))
            return;
        Tally.Add(MachineFault.DoubledDatagram);
        SendOne(writer, bytes, faults);
    }

    internal void GiveBack(SimDatagram datagram)
    {
        if (datagram.Buffer.Length == PooledDatagramBytes)
            _freeDatagrams.Push(datagram);
    }

    internal void Register(SimDatagramWriter writer) => _writers.Add(writer);

    internal void Forget(SimDatagramWriter writer) => _writers.Remove(writer);

    private void SendBytes(SimPipe pipe, long start, NetworkFaults faults)
    {
        if (faults.BytesPerSecond == 0)
        {
            _events.Add(pipe.ArrivalAfter(Latency(faults)), NetworkEventKind.Bytes, pipe, pipe.Sent);
            return;
        }

        // A narrow line: pieces of 10 ms, each behind the one before.
        long piece = Math.Max(1, faults.BytesPerSecond * PieceNanos / NanosPerSecond);
        for (long at = start; at < pipe.Sent;)
        {
            long next = Math.Min(pipe.Sent, at + piece);
            long nanos = (next - at) * NanosPerSecond / faults.BytesPerSecond;
            long arrives = Math.Max(pipe.ArrivalAfter(0), timeline.Now + Latency(faults)) + nanos;
            _events.Add(pipe.ArrivalAfter(arrives - timeline.Now), NetworkEventKind.Bytes, pipe, next);
            at = next;
        }
    }

    // Distances between corrupted bytes are drawn, so that sound bytes cost nothing.
    private void Corrupt(Span<byte> bytes, int oneIn)
    {
        if (oneIn != _corruptsOneIn)
        {
            _corruptsOneIn = oneIn;
            _bytesToCorruption = draw.Between(0, 2L * oneIn);
        }

        while (_bytesToCorruption < bytes.Length)
        {
            bytes[(int)_bytesToCorruption] ^= (byte)(1 << draw.Below(8));
            Tally.Add(MachineFault.CorruptedByte);
            _bytesToCorruption += 1 + draw.Between(0, 2L * oneIn);
        }

        _bytesToCorruption -= bytes.Length;
    }

    private void SendOne(SimDatagramWriter writer, ReadOnlySpan<byte> bytes, NetworkFaults faults)
    {
        if (bytes.Length > PooledDatagramBytes || !_freeDatagrams.TryPop(out SimDatagram? datagram))
            datagram = new SimDatagram(new byte[Math.Max(PooledDatagramBytes, bytes.Length)]);
        bytes.CopyTo(datagram.Buffer);
        datagram.Length = bytes.Length;
        datagram.From = writer.Host;
        datagram.FromPort = writer.Port;
        datagram.Writer = writer;
        if (faults.CorruptsOneIn > 0)
            Corrupt(datagram.Buffer.AsSpan(0, bytes.Length), faults.CorruptsOneIn);
        long at = timeline.Now + Latency(faults);
        if (faults.ReordersDatagrams)
        {
            at += draw.Between(0, Math.Max(faults.JitterNanos, ReorderNanos));
            if (at < writer.ArrivesAt)
                Tally.Add(MachineFault.LateDatagram);
            writer.ArrivesAt = Math.Max(writer.ArrivesAt, at);
        }
        else
        {
            at = writer.ArrivesAt = Math.Max(writer.ArrivesAt, at);
        }

        _events.Add(at, NetworkEventKind.Datagram, datagram);
    }

    private void Happen(in NetworkEvent happens)
    {
        if (happens.Target is SimDatagram datagram)
        {
            Arrive(datagram);
            return;
        }

        SimPipe? pipe = happens.Target as SimPipe;
        SimLink link = pipe?.Link ?? (SimLink)happens.Target;
        if (link.IsGone)
            return;
        if (link.Faults.IsHalfOpen && happens.Kind < NetworkEventKind.GiveUp)
        {
            Hold(happens, pipe);
            return;
        }

        switch (happens.Kind)
        {
            case NetworkEventKind.Bytes:
                ArriveBytes(pipe!, happens.Value);
                break;
            case NetworkEventKind.End:
                pipe!.HasEnded = true;
                break;
            case NetworkEventKind.Reset when pipe!.Receiver is { IsClosed: false } receiver:
                receiver.ResetError ??= SocketError.ConnectionReset;
                break;
            case NetworkEventKind.Knock:
                Knock(link);
                break;
            case NetworkEventKind.Answer:
                Answer(link, accepted: happens.Value != 0);
                break;
            case NetworkEventKind.GiveUp when link.Client!.State == ConnectState.Pending:
                Fail(link, SocketError.TimedOut);
                break;
            case NetworkEventKind.Unacknowledged when pipe!.Arrived < happens.Value && pipe.Sender is { IsLive: true }:
                Tally.Add(MachineFault.UnacknowledgedEnd);
                pipe.Sender.ResetError = SocketError.TimedOut;
                pipe.Lose(0);
                break;
        }
    }

    private void ArriveBytes(SimPipe pipe, long offset)
    {
        SimStream receiver = pipe.Receiver!;
        if (receiver.IsClosed || receiver.ResetError is not null)
        {
            // A host without power is silent; once it runs again it knows nothing of the stream.
            if (receiver.Host.IsDark)
            {
                AwaitAcknowledgement(pipe, offset);
                return;
            }

            pipe.Drop();
            ResetSender(pipe);
            return;
        }

        ReadOnlySpan<byte> bytes = pipe.Arrive(offset);
        if (!bytes.IsEmpty)
            Arrived?.Invoke(pipe.Link, pipe.FromClient, bytes);
    }

    private void ResetSender(SimPipe pipe) => SendReset(pipe.FromClient ? pipe.Link.ToClient : pipe.Link.ToServer);

    private void Knock(SimLink link)
    {
        SimHost server = link.ServerSide!;
        if (server.IsDark)
            return;
        bool accepts = server.ListenerAt(link.Port) is not null && !link.Faults.RefusesConnects;
        if (link.Faults.RefusesConnects)
            Tally.Add(MachineFault.RefusedConnect);
        _events.Add(link.ToClient.ArrivalAfter(Latency(link.Faults)), NetworkEventKind.Answer, link, accepts ? 1 : 0);
    }

    private void Answer(SimLink link, bool accepted)
    {
        if (link.Client!.State != ConnectState.Pending || link.Client.IsClosed)
            return;
        SimListener? listener = accepted ? link.ServerSide!.ListenerAt(link.Port) : null;
        if (listener is null)
        {
            Fail(link, SocketError.ConnectionRefused);
            return;
        }

        link.Client.State = ConnectState.Connected;
        link.Server = new SimStream(link, isClient: false, null, link.Port) { State = ConnectState.Connected };
        listener.Enqueue(link.Server);
    }

    private void Fail(SimLink link, SocketError error)
    {
        link.Client!.State = ConnectState.Failed;
        link.Client.ConnectError = error.ToString();
        link.IsGone = true;
        _links.Remove(link);
    }

    private void Arrive(SimDatagram datagram)
    {
        SimDatagramWriter writer = datagram.Writer;
        if (writer.Faults.IsHalfOpen)
        {
            Tally.Add(MachineFault.LostDatagram);
            GiveBack(datagram);
            return;
        }

        bool isTaken = false;
        foreach (SimHost host in _hosts)
        {
            foreach (SimDatagramReader reader in host.Readers)
            {
                if (!reader.Takes(writer.To, writer.ToPort, writer.Host))
                    continue;
                SimDatagram arriving = isTaken ? Copy(datagram) : datagram;
                isTaken = true;
                if (!reader.TryArrive(arriving))
                    Tally.Add(MachineFault.LostDatagram);
            }
        }

        if (isTaken)
            return;
        writer.IsRefused = !writer.IsToGroup;
        GiveBack(datagram);
    }

    private static SimDatagram Copy(SimDatagram from) => new(from.Bytes.ToArray())
    {
        Length = from.Length,
        From = from.From,
        FromPort = from.FromPort,
        Writer = from.Writer,
    };

    private void Hold(in NetworkEvent held, SimPipe? pipe)
    {
        Tally.Add(MachineFault.HeldBack);
        _held.Add(held);
        if (held.Kind == NetworkEventKind.Bytes)
            AwaitAcknowledgement(pipe!, held.Value);
    }

    private void AwaitAcknowledgement(SimPipe pipe, long offset)
    {
        if (pipe.Sender is { UnacknowledgedNanosMax: > 0 } sender)
            _events.Add(timeline.Now + sender.UnacknowledgedNanosMax, NetworkEventKind.Unacknowledged, pipe, offset);
    }

    private bool MayRelease()
    {
        foreach (ref readonly NetworkEvent held in CollectionsMarshal.AsSpan(_held))
        {
            if (!LinkOf(held).Faults.IsHalfOpen)
                return true;
        }

        return false;
    }

    // They keep their place before all that was sent after them.
    private void Release()
    {
        int kept = 0;
        foreach (NetworkEvent held in _held)
        {
            if (LinkOf(held).Faults.IsHalfOpen)
                _held[kept++] = held;
            else
                _events.Add(held with { At = timeline.Now });
        }

        _held.RemoveRange(kept, _held.Count - kept);
    }

    private static SimLink LinkOf(in NetworkEvent held) => (held.Target as SimPipe)?.Link ?? (SimLink)held.Target;
}
