namespace HedgeFast.Fix.Os;

/// <summary>A file of fixed size, mapped whole. Its blocks are reserved: a full disk fails at its creation.</summary>
public abstract unsafe class MappedFile : IDisposable
{
    /// <summary>The file's full path.</summary>
    public abstract string Path { get; }

    /// <summary>Bytes.</summary>
    public abstract int Length { get; }

    /// <summary>Address of the first byte; null once disposed.</summary>
    public abstract byte* Base { get; }

    /// <summary>All bytes.</summary>
    public Span<byte> Bytes => new(Base, Length);

    /// <summary>Forces what was written to the disk, and waits.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public abstract void Flush();

    /// <inheritdoc/>
    public abstract void Dispose();
}
