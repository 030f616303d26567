using HedgeFast.Config.Keys;
using HedgeFast.Fix.Dictionary;

namespace HedgeFast.Config.Resolve;

/// <summary>Files of a session's data dictionaries, which are read when a run starts.</summary>
/// <param name="Application">Full path for application messages, and before FIXT.1.1 for all messages.</param>
/// <param name="Transport">Full path for the session messages of FIXT.1.1; null without one.</param>
internal sealed record DictionaryFiles(string Application, string? Transport)
{
    /// <summary>The files, each with the path of its key.</summary>
    public IEnumerable<(string Key, string File)> Files()
    {
        yield return (FixKeys.Dictionary.Path, Application);
        if (Transport is not null)
            yield return (FixKeys.TransportDictionary.Path, Transport);
    }

    /// <summary>Reads the dictionaries.</summary>
    /// <exception cref="IOException">A file cannot be read, or is no data dictionary.</exception>
    public DictionaryRules Load()
    {
        try
        {
            return new DictionaryRules
            {
                Application = DataDictionary.Read(Application),
                Transport = Transport is null ? null : DataDictionary.Read(Transport),
            };
        }
        catch (DictionaryException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
