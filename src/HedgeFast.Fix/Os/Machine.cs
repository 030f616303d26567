using System.Security.Cryptography;

namespace HedgeFast.Fix.Os;

/// <summary>Clock, network and disk: everything outside the process that an engine uses.</summary>
/// <remarks>
/// The kernel's in a run, a simulation's in a test. No other code of Fix, Core and the exchange opens a socket or a
/// file, or reads a clock.
/// </remarks>
/// <param name="Time">Both clocks.</param>
/// <param name="Network">Sockets.</param>
/// <param name="Disk">Files and folders.</param>
public sealed record Machine(TimeProvider Time, Network Network, Disk Disk)
{
    /// <summary>The computer that the process runs on.</summary>
    public static Machine Local { get; } = new(TimeProvider.System, Network.Kernel, Disk.Kernel);

    /// <summary>Time the machine was suspended since its start, nanoseconds.</summary>
    public Func<long> SleptNanos { get; init; } = SleepClock.Nanos;

    /// <summary>Fills an array with random bytes that no other process can predict: nonces of a logon.</summary>
    public Action<byte[]> FillSecret { get; init; } = bytes => RandomNumberGenerator.Fill(bytes);

    /// <summary>The local machine under another clock.</summary>
    /// <param name="time">The clock.</param>
    public static implicit operator Machine(TimeProvider time) => Local with { Time = time };
}
