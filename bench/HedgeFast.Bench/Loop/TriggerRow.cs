namespace HedgeFast.Bench.Loop;

/// <summary>Tick to decision inside the triggers, nanoseconds; one reading of the clock is part of it.</summary>
/// <param name="Options">Options in the book.</param>
/// <param name="DecisionNanosP50">Median.</param>
/// <param name="DecisionNanosP99">99th percentile.</param>
internal sealed record TriggerRow(int Options, long DecisionNanosP50, long DecisionNanosP99);
