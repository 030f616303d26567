using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using HedgeFast.Core.Journal;

namespace HedgeFast.Core;

/// <summary>
/// A folder that holds all a replay needs: the journal, the resolved settings (settings.json), the book (book.csv) and, where the run had one, the volatility surface
/// (surface.csv) that it began with.
/// </summary>
/// <param name="Settings">The settings.</param>
/// <param name="BookCsv">The book file, byte for byte.</param>
/// <param name="SurfaceCsv">The surface file, byte for byte; null without one.</param>
/// <param name="Identity">First 64 bits of the SHA-256 of all of them.</param>
public sealed record JournalFolder(HedgeSettings Settings, byte[] BookCsv, byte[]? SurfaceCsv, ulong Identity)
{
    private const string SettingsName = "settings.json";
    private const string BookName = "book.csv";
    private const string SurfaceName = "surface.csv";

    /// <summary>Writes settings, book and surface into a folder that has no journal yet.</summary>
    /// <exception cref="IOException">The folder holds a journal already, or can't be written.</exception>
    public static JournalFolder Create(string directory, HedgeSettings settings, byte[] bookCsv, byte[]? surfaceCsv = null)
    {
        Directory.CreateDirectory(directory);
        if (File.Exists(Path.Combine(directory, JournalFormat.FileName)))
            throw new IOException($"{directory}: holds a journal already; give each run a folder of its own");
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(settings, HedgeSettingsJson.Default.HedgeSettings);
        File.WriteAllBytes(Path.Combine(directory, SettingsName), json);
        File.WriteAllBytes(Path.Combine(directory, BookName), bookCsv);
        if (surfaceCsv is not null)
            File.WriteAllBytes(Path.Combine(directory, SurfaceName), surfaceCsv);
        return new JournalFolder(settings, bookCsv, surfaceCsv, IdentityOf(json, bookCsv, surfaceCsv));
    }

    /// <summary>Reads settings, book and surface back.</summary>
    /// <exception cref="JournalException">A file is missing or can't be read as settings.</exception>
    public static JournalFolder Open(string directory)
    {
        byte[] json = ReadPart(directory, SettingsName);
        byte[] book = ReadPart(directory, BookName);
        string surfacePath = Path.Combine(directory, SurfaceName);
        byte[]? surface = File.Exists(surfacePath) ? File.ReadAllBytes(surfacePath) : null;
        try
        {
            HedgeSettings? settings = JsonSerializer.Deserialize(json, HedgeSettingsJson.Default.HedgeSettings);
            return settings is null ? throw new JournalException($"{directory}: {SettingsName} is empty") : new JournalFolder(settings, book, surface, IdentityOf(json, book, surface));
        }
        catch (JsonException e)
        {
            throw new JournalException($"{directory}: {SettingsName} is damaged: {e.Message}");
        }
    }

    private static byte[] ReadPart(string directory, string name)
    {
        string path = Path.Combine(directory, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : throw new JournalException($"{path}: missing; a journal folder holds {JournalFormat.FileName}, {SettingsName} and {BookName}");
    }

    private static ulong IdentityOf(byte[] json, byte[] book, byte[]? surface)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(json);
        hash.AppendData(book);
        hash.AppendData(surface ?? []);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}
