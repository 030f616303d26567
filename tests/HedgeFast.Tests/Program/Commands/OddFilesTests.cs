using System.IO.Compression;
using System.Text;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Profiles;
using HedgeFast.Fix.Secrets;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// Whatever lies in a file that the program reads: it is taken, or refused in words, in bounded memory.
/// </summary>
public sealed class OddFilesTests : IDisposable
{
    private const int Rounds = 150;

    // For a file of some kilobytes: buffers, and what a reader makes of its lines.
    private const long MemoryMax = 24 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("odd-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Readers =>
    [
        "book", "market", "surface", "quotes", "feeds", "tape", "dictionary", "config", "profile", "settings.json",
        "journal", "day",
    ];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Any_file_is_read_or_refused_in_words(string reader)
    {
        int seed = 19 + reader.Length;
        var random = new Random(seed);
        byte[] good = Good(reader);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = Odd(random, good, round);
            long before = GC.GetAllocatedBytesForCurrentThread();
            string? refused = Refusal(reader, bytes);
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < MemoryMax, $"seed {seed}, round {round}: {taken} bytes for a file of {bytes.Length}");
            Assert.True(refused is null || refused.Length > 10, $"seed {seed}, round {round}: '{refused}'");
        }

        Assert.Null(Refusal(reader, good));
    }

    // Everything that a reader documents to throw; anything else ends the test.
    private string? Refusal(string reader, byte[] bytes)
    {
        string path = Path.Combine(_folder, reader == "journal" ? JournalFormat.FileName : reader);
        File.WriteAllBytes(path, bytes);
        try
        {
            return reader switch
            {
                "book" => Errors(BookFile.Read(new MemoryStream(bytes), reader)),
                "market" => Errors(MarketFile.Read(new MemoryStream(bytes), reader)),
                "surface" => Errors(SurfaceFile.Read(new MemoryStream(bytes), reader)),
                "quotes" => Errors(QuoteFile.Read(new MemoryStream(bytes), reader)),
                "feeds" => Errors(OptionFeedFile.Read(new MemoryStream(bytes), reader)),
                "tape" => Done(MarketTape.Read(path, 1, 1)),
                "dictionary" => Done(DataDictionary.Read(path)),
                "config" => Configured(path),
                "profile" => Done(ProfileFile.Read(path)),
                "settings.json" => Opened(),
                "journal" => Walked(),
                _ => Done(DayProfitFile.Read(Disk.Kernel, path)),
            };
        }
        catch (Exception e) when (e is IOException or InvalidDataException or TapeException or DictionaryException
            or ProfileException or SecretException or JournalException)
        {
            return e.Message;
        }
    }

    private static string? Errors<TRow>(CsvReadResult<TRow> read) => read.IsValid ? null : read.Errors[0].ToString();

    private static string? Done(object? read) => read is null ? "nothing is there" : null;

    private static string? Configured(string path)
    {
        var errors = new ConfigErrors();
        ConfigFileReader.Read(path, errors);
        return errors.IsEmpty ? null : errors.All[0].ToString();
    }

    private string? Opened()
    {
        File.WriteAllText(Path.Combine(_folder, "book.csv"), "");
        return Done(RunFolder.Open(Disk.Kernel, _folder));
    }

    private string? Walked()
    {
        using var reader = new JournalReader(Disk.Kernel, _folder);
        while (reader.TryRead(out _))
        {
        }

        return null;
    }

    private static byte[] Odd(Random random, byte[] good, int round)
    {
        byte[] bytes = [.. good];
        switch (round % 8)
        {
            case 0:
                bytes = new byte[random.Next(5_000)];
                random.NextBytes(bytes);
                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                for (int i = 0; i < 5; i++)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3:
                // One piece again and again: long lines, deep nesting, many rows.
                int start = random.Next(bytes.Length);
                int length = Math.Min(bytes.Length - start, random.Next(1, 60));
                byte[] piece = bytes[start..(start + length)];
                return [
                    .. bytes[..start], .. Enumerable.Repeat(piece, 3_000).SelectMany(part => part), .. bytes[start..]];
            case 4:
                return [.. Encoding.UTF8.Preamble, .. bytes];
            case 5:
                return Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(bytes));
            case 6:
                using (var packed = new MemoryStream())
                {
                    using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                        gzip.Write(bytes);
                    return packed.ToArray();
                }

            default:
                bytes[random.Next(bytes.Length)] = (byte)"[{<=+-@\"\0\n"[random.Next(10)];
                return bytes;
        }
    }

    private byte[] Good(string reader) => reader switch
    {
        "book" => Text(BookFile.Columns, "A,U,call,100,2024-08-30T08:00:00Z,linear,black76,1,1,0.5"),
        "market" => Text(MarketFile.Columns, "U,,2024-08-08T00:00:00Z,100,,,"),
        "surface" => Text(SurfaceFile.Columns, "U,2024-08-30T08:00:00Z,2024-08-08T00:00:00Z,100,100,0.5,,,,,"),
        "quotes" => Text(QuoteFile.Columns, "A,2024-08-08T00:00:00Z,1,2"),
        "feeds" => Text(OptionFeedFile.Columns, "A,1000,0.01"),
        "tape" => Encoding.ASCII.GetBytes($"{MarketTape.Header}\n1,2,3.0,4,5.0,6\n"),
        "dictionary" => Encoding.UTF8.GetBytes(
            """
            <fix type="FIX" major="4" minor="4">
              <header><field name="A" required="Y"/></header><trailer/>
              <messages><message name="M" msgtype="X"><component name="C" required="N"/></message></messages>
              <components><component name="C"><field name="A" required="N"/></component></components>
              <fields><field number="1" name="A" type="STRING"/></fields>
            </fix>
            """),
        "config" => Encoding.UTF8.GetBytes(Config.ConfigFixture.Json),
        "profile" => """{ "base": "generic-4.4", "name": "desk", "ordersMax": 4 }"""u8.ToArray(),
        "settings.json" => Settings(),
        "journal" => Journal(),
        _ => "1725004800000000000 -12.5\n"u8.ToArray(),
    };

    private static byte[] Text(IReadOnlyList<string> columns, string row) =>
        Encoding.UTF8.GetBytes($"{string.Join(',', columns)}\n{row}\n");

    private byte[] Settings()
    {
        string folder = Path.Combine(_folder, "settings");
        RunFolder.Create(Disk.Kernel, folder, Config.ConfigFixture.Resolve(Config.ConfigFixture.Json).Settings, []);
        return File.ReadAllBytes(Path.Combine(folder, "settings.json"));
    }

    private byte[] Journal()
    {
        string folder = Path.Combine(_folder, "good");
        using (var writer = new JournalWriter(Disk.Kernel, folder))
        {
            writer.Append(JournalRecord.Of(
                JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Epoch = 1 }));
            for (int i = 1; i < 50; i++)
                writer.Append(JournalRecord.Of(JournalKind.Header, i, new JournalHeader { Magic = (ulong)i }));
        }

        return File.ReadAllBytes(Path.Combine(folder, JournalFormat.FileName));
    }
}
