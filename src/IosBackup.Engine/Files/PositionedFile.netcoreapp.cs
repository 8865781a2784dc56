using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Files;

/// <summary>A file that several threads read from at different places, at once.</summary>
/// <param name="file">The file; disposed with this.</param>
internal sealed class PositionedFile(FileStream file) : IPositionedBytes
{
    private readonly SafeFileHandle _handle = file.SafeFileHandle;

    public long Length { get; } = file.Length;

    /// <summary>Fills the beginning of a buffer from a place of the file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void ReadExactly(byte[] buffer, int count, long position)
    {
        if (Read(buffer.AsSpan(0, count), position) < count)
        {
            throw new EndOfStreamException();
        }
    }

    public int Read(Span<byte> buffer, long position)
    {
        int done = 0;
        for (int read = -1; done < buffer.Length && read != 0; done += read)
        {
            read = RandomAccess.Read(_handle, buffer.Slice(done), position + done);
        }

        return done;
    }

    public void Dispose() => file.Dispose();
}
