namespace HedgeFast.Fix.Os;

/// <summary>Files of the operating system.</summary>
internal sealed class KernelDisk : Disk
{
    /// <inheritdoc/>
    public override ControlCalls Control => throw new NotSupportedException();

    /// <inheritdoc/>
    public override bool HasFile(string path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override bool HasFolder(string path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long LengthOf(string path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override string MakeFolder(string path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override IReadOnlyList<string> FilesOf(string folder, string pattern) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Delete(string path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Move(string from, string to, bool overwrites = false) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void FlushFolder(string folder) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override DiskFile Open(string path, FileMode mode, FileAccess access, FileShare share) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override Stream OpenToRead(string path, long bytesMax) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override MappedFile CreateMapped(string path, int length) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override MappedFile OpenMapped(string path) => throw new NotSupportedException();
}
