namespace HedgeFast.Bench.Ring;

/// <summary>Two threads with a hand-over between them, the second one spinning.</summary>
internal interface IHandOverRun : IDisposable
{
    /// <summary>Sends so many messages and returns once the answer is complete.</summary>
    /// <returns>Messages that have arrived since the run was made.</returns>
    long Pass(int count);
}
