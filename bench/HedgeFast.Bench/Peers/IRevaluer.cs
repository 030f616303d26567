namespace HedgeFast.Bench.Peers;

/// <summary>One runner of the race.</summary>
internal interface IRevaluer
{
    /// <summary>What it is.</summary>
    string Name { get; }

    /// <summary>Revalues the book at the next <paramref name="ticks"/> prices; nanoseconds an option and tick.</summary>
    double NanosPerOption(int ticks);

    /// <summary>Every option's delta at a price.</summary>
    void Deltas(double price, double[] deltas);
}
