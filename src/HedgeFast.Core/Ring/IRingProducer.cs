namespace HedgeFast.Core.Ring;

/// <summary>The writing end of a ring. One thread at a time owns it.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IRingProducer<T>
{
    /// <summary>
    /// How many events could be published now. Consumers may have freed more by the time it is read, never fewer.
    /// </summary>
    int FreeSlots { get; }

    /// <summary>Publishes a copy of the message to every consumer.</summary>
    /// <returns>False when the slowest consumer is a whole ring behind; nothing has changed then.</returns>
    bool TryPublish(in T message);
}
