using System.IO;
using IosBackup.Engine.Cryptography;

namespace IosBackup.VirtualDevice.Content;

/// <summary>The bytes of a file, held in memory, on disk, or generated while they are read.</summary>
public abstract class PhoneFileContent
{
    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens the bytes for one sequential read. May be called any number of times, from any thread.</summary>
    public abstract Stream Open();

    /// <summary>Opens the bytes as a backup takes them.</summary>
    /// <param name="keys">The class keys of an encrypted backup; null for one that is not.</param>
    internal virtual Stream Open(ClassKeys? keys) => Open();

    /// <summary>Content in memory.</summary>
    public static PhoneFileContent FromBytes(byte[] bytes) => new MemoryContent(bytes);

    /// <summary>Content of a file on the host.</summary>
    public static PhoneFileContent FromFile(string path) => new HostFileContent(path);

    /// <summary>Content that is a part of a file on the host.</summary>
    internal static PhoneFileContent FromPartOfFile(string path, long start, long length) =>
        new PartOfFile(path, start, length);

    /// <summary>
    /// Content that is computed while it is read and takes no space: the same seed and length always give the same
    /// bytes, other seeds other bytes.
    /// </summary>
    public static PhoneFileContent Generated(ulong seed, long length) => new GeneratedContent(seed, length);

    private sealed class MemoryContent(byte[] bytes) : PhoneFileContent
    {
        public override long Length => bytes.Length;

        public override Stream Open() => new MemoryStream(bytes, writable: false);
    }

    private sealed class HostFileContent(string path) : PhoneFileContent
    {
        public override long Length { get; } = new FileInfo(path).Length;

        public override Stream Open() => new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);
    }

    private sealed class GeneratedContent(ulong seed, long length) : PhoneFileContent
    {
        public override long Length => length;

        public override Stream Open() => new GeneratedStream(seed, length);
    }

    private sealed class PartOfFile(string path, long start, long length) : PhoneFileContent
    {
        public override long Length => length;

        public override Stream Open()
        {
            FileStream file = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);
            file.Position = start;
            return new LimitedStream(file, length);
        }
    }
}
