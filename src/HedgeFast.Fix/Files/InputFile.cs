using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HedgeFast.Fix.Files;

/// <summary>
/// Opens and reads regular files of a bounded size, without waiting; refuses pipes, devices and folders before a byte
/// is read.
/// </summary>
public static class InputFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesMax">Its largest size, bytes.</param>
    /// <param name="bufferBytes">Bytes read ahead; 0 for none.</param>
    /// <exception cref="IOException">It is absent, no regular file, larger, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, long bytesMax, int bufferBytes = BufferBytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferBytes);
            return stream.Length <= bytesMax ? stream : throw FileStatus.TooLarge(path, bytesMax);
        }

        string full = Path.GetFullPath(path);
        SafeFileHandle handle = NativeFile.Open(full, NativeFile.ReadOnly);
        try
        {
            FileStatus.RequireRegular(handle, full, bytesMax);
            return new FileStream(handle, FileAccess.Read, bufferBytes, isAsync: false);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesMax">Its largest size, bytes; a file that grows beyond it meanwhile is refused too.</param>
    /// <exception cref="IOException">It is absent, no regular file, larger, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path, long bytesMax)
    {
        using FileStream file = Open(path, bytesMax, bufferBytes: 0);
        return ReadAll(file, path, bytesMax);
    }

    /// <summary>Reads a file whole as UTF-8, with or without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytesMax">Its largest size, bytes.</param>
    /// <exception cref="IOException">It is absent, no regular file, larger, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadAllText(string path, long bytesMax) => TextOf(ReadAllBytes(path, bytesMax));

    /// <summary>Decodes UTF-8, with or without a byte order mark.</summary>
    public static string TextOf(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="bytesMax">Most bytes read.</param>
    /// <exception cref="IOException">There are more, or it can't be read.</exception>
    public static byte[] ReadAll(Stream stream, string name, long bytesMax)
    {
        // The length is a first guess only: the file may grow, and kernel files report 0.
        byte[] bytes = new byte[stream.CanSeek ? Math.Min(stream.Length, bytesMax) + 1 : BufferBytes];
        int used = 0;
        while (true)
        {
            int got = stream.Read(bytes, used, bytes.Length - used);
            used += got;
            if (used > bytesMax)
                throw FileStatus.TooLarge(name, bytesMax);
            if (got == 0)
                return bytes.AsSpan(0, used).ToArray();
            if (used == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, bytesMax + 1));
        }
    }
}
