using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;

namespace HedgeFast.Echo;

/// <summary>Hosts the echo acceptor with message stores in memory; one thread calls <see cref="DoWork"/>.</summary>
internal sealed class EchoHost : IDisposable
{
    private const int MessagesPerRound = 64;

    private readonly FixAcceptor _acceptor;

    /// <summary>Reads the dictionaries and listens.</summary>
    /// <exception cref="IOException">A file can't be read, or the port is taken.</exception>
    /// <exception cref="DictionaryException">A file is not a data dictionary.</exception>
    public EchoHost(EchoSettings settings, TimeProvider time)
    {
        DictionaryRules? rules = settings.ReadDictionaries();
        _acceptor = new FixAcceptor(
            settings.Acceptor(rules), new EchoApplication(rules?.Application), time,
            static _ => new MemoryMessageStore());
    }

    /// <summary>The bound port.</summary>
    public int BoundPort => _acceptor.BoundPort;

    /// <summary>Does one round; never blocks.</summary>
    /// <returns>Messages and events handled; 0 means idle.</returns>
    public int DoWork() => _acceptor.DoWork(MessagesPerRound);

    /// <inheritdoc/>
    public void Dispose() => _acceptor.Dispose();
}
