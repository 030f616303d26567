using HedgeFast.Fix.Dictionary;

namespace HedgeFast.Config;

/// <summary>The data dictionaries of a session, still in their files: they are read when a run starts.</summary>
/// <param name="Application">Full path of the dictionary of application messages, and of everything before FIXT.1.1.</param>
/// <param name="Transport">Full path of that of the session messages under FIXT.1.1; null without one.</param>
internal sealed record DictionaryFiles(string Application, string? Transport)
{
    /// <summary>The files, with the key of the configuration that names each.</summary>
    public IEnumerable<(string Key, string File)> Files()
    {
        yield return ("fix.dictionary", Application);
        if (Transport is not null) yield return ("fix.transportDictionary", Transport);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="IOException">A file can't be read, or is no data dictionary.</exception>
    public DictionaryRules Load()
    {
        try
        {
            return new DictionaryRules { Application = DataDictionary.Read(Application), Transport = Transport is null ? null : DataDictionary.Read(Transport) };
        }
        catch (DictionaryException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
