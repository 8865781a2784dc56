using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Files;

/// <summary>
/// An open file of Linux's, read or written at a position that only this object knows: the framework's stream asks the
/// system where it is when it is made, twice, which shows with a million small files.
/// </summary>
/// <param name="handle">The file; disposed with this.</param>
/// <param name="length">Its length; what is written behind it makes it longer.</param>
/// <param name="access">Reading or writing.</param>
internal sealed class NativeFileStream(SafeFileHandle handle, long length, FileAccess access) : Stream
{
    private const int Interrupted = 4;

    private long _length = length;
    private long _position;

    /// <summary>The file.</summary>
    public SafeFileHandle Handle => handle;

    /// <summary>The folder it was made in, when that is open.</summary>
    public OpenFolder? Folder { get; init; }

    /// <summary>The permissions it was made with.</summary>
    public int BornPermissions { get; init; }

    public override bool CanRead => access == FileAccess.Read;

    public override bool CanSeek => true;

    public override bool CanWrite => access == FileAccess.Write;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("A position before the start.");
    }

    public override unsafe int Read(byte[] buffer, int offset, int count)
    {
        Check(buffer, offset, count, CanRead);
        fixed (byte* start = buffer)
        {
            for (; ; )
            {
                nint read = ReadAt(handle, start + offset, (nuint)count, _position);
                if (read >= 0)
                {
                    _position += read;
                    return (int)read;
                }

                ThrowUnlessInterrupted();
            }
        }
    }

    public override unsafe void Write(byte[] buffer, int offset, int count)
    {
        Check(buffer, offset, count, CanWrite);
        fixed (byte* start = buffer)
        {
            for (int done = 0; done < count;)
            {
                nint written = WriteAt(handle, start + offset + done, (nuint)(count - done), _position);
                if (written < 0)
                {
                    ThrowUnlessInterrupted();
                    continue;
                }

                done += (int)written;
                _position += written;
                _length = Math.Max(_length, _position);
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => _length,
    };

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            handle.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Check(byte[] buffer, int offset, int count, bool can)
    {
        if (!can)
        {
            throw new NotSupportedException();
        }

        if (offset < 0 || count < 0 || offset > buffer.Length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }
    }

    private static void ThrowUnlessInterrupted()
    {
        int error = Marshal.GetLastWin32Error();
        if (error != Interrupted)
        {
            throw new IOException($"{new Win32Exception(error).Message} ({error})", error);
        }
    }

    [DllImport("libc", EntryPoint = "pread64", SetLastError = true)]
    private static extern unsafe nint ReadAt(SafeFileHandle file, byte* buffer, nuint count, long position);

    [DllImport("libc", EntryPoint = "pwrite64", SetLastError = true)]
    private static extern unsafe nint WriteAt(SafeFileHandle file, byte* buffer, nuint count, long position);
}
