using System.Runtime.InteropServices;
using System.Text;

namespace HedgeFast.Fix.Os;

/// <summary>System calls on the control files: none follows a link at the end of a path, and none waits.</summary>
/// <remarks>Errors are the numbers of Linux. Allocates nothing.</remarks>
public abstract class ControlCalls
{
    /// <summary>Error: the name is not there.</summary>
    public const int NoEntry = 2;

    /// <summary>Error: nothing to read now, or another process has the file open to write.</summary>
    public const int TryAgain = 11;

    /// <summary>Error: the name is there already.</summary>
    public const int Exists = 17;

    /// <summary>Error: the name is a folder's.</summary>
    public const int IsFolder = 21;

    /// <summary>Error: the name is a link's, which is not followed.</summary>
    public const int TooManyLinks = 40;

    /// <summary>The user that the process acts as.</summary>
    public abstract uint User { get; }

    /// <summary>Looks at a path.</summary>
    /// <param name="path">From <see cref="PathOf"/>.</param>
    /// <param name="look">The attributes.</param>
    /// <param name="follow">Whether a link at the end is followed.</param>
    /// <returns>The error; 0 for none.</returns>
    public abstract int Look(byte[] path, out FileLook look, bool follow = false);

    /// <summary>Looks at an open file.</summary>
    public abstract int Look(int file, out FileLook look);

    /// <summary>Opens a file to read, without waiting and without following a link at the end.</summary>
    /// <returns>The file; -1 with the error.</returns>
    public abstract int OpenToRead(byte[] path, out int error, bool follow = false);

    /// <summary>
    /// Makes an empty file for its owner alone, and syncs file and folder; fails when the name exists.
    /// </summary>
    public abstract int Make(byte[] path, byte[] folder);

    /// <summary>Reads the bytes available now.</summary>
    /// <returns>Bytes; 0 at the end and where nothing is there yet; -1 with the error.</returns>
    public abstract int Read(int file, Span<byte> bytes, out int error);

    /// <summary>Whether no process has the file open to write.</summary>
    /// <returns>Null where the file system or the owner does not let it be known.</returns>
    public abstract bool? IsUnwritten(int file);

    /// <summary>Renames a file.</summary>
    /// <returns>The error; 0 for none.</returns>
    public abstract int Rename(byte[] from, byte[] to);

    /// <summary>Removes a name that is no folder.</summary>
    /// <returns>The error; 0 for none.</returns>
    public abstract int Unlink(byte[] path);

    /// <summary>Closes a file.</summary>
    public abstract void Close(int file);

    /// <summary>A path for the calls here: UTF-8 with a zero behind.</summary>
    public static byte[] PathOf(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    /// <summary>An error in the system's words.</summary>
    public static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);
}
