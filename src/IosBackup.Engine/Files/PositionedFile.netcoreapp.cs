using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Files;

/// <summary>A file that several threads read from at different places, at once.</summary>
/// <param name="file">The file; disposed with this.</param>
internal sealed class PositionedFile(FileStream file) : IDisposable
{
    private readonly SafeFileHandle _handle = file.SafeFileHandle;

    /// <summary>Fills the beginning of a buffer from a place of the file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void ReadExactly(byte[] buffer, int count, long position)
    {
        for (int done = 0; done < count;)
        {
            int read = RandomAccess.Read(_handle, buffer.AsSpan(done, count - done), position + done);
            done += read > 0 ? read : throw new EndOfStreamException();
        }
    }

    public void Dispose() => file.Dispose();
}
