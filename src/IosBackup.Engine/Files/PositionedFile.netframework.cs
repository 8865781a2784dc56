using System;
using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>A file that several threads read from at different places, one after the other.</summary>
/// <param name="file">The file; disposed with this.</param>
internal sealed class PositionedFile(FileStream file) : IDisposable
{
    /// <summary>Fills the beginning of a buffer from a place of the file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void ReadExactly(byte[] buffer, int count, long position)
    {
        lock (file)
        {
            file.Position = position;
            file.ReadExactly(buffer, 0, count);
        }
    }

    public void Dispose() => file.Dispose();
}
