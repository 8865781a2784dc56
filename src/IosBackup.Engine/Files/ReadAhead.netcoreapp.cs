using System;
using System.Buffers;
using System.Security.Cryptography;

namespace IosBackup.Engine.Files;

/// <summary>
/// Reads more than is asked for while somebody goes through bytes from front to back, and no more than that when they
/// look things up here and there. One thread at a time.
/// </summary>
/// <param name="source">The bytes; disposed with this.</param>
internal sealed class ReadAhead(IPositionedBytes source) : IPositionedBytes
{
    private const int WindowSize = 64 * 1024;

    private byte[]? _window;
    private long _start;
    private int _count;
    private long _end = -1;

    public long Length => source.Length;

    public int Read(Span<byte> buffer, long position)
    {
        if (position >= _start && position + buffer.Length <= _start + _count)
        {
            _window.AsSpan((int)(position - _start), buffer.Length).CopyTo(buffer);
            return buffer.Length;
        }

        long skipped = position - _end;
        bool isForward = _end >= 0 && skipped is >= 0 and < WindowSize;
        _end = position + buffer.Length;
        if (!isForward || buffer.Length > WindowSize)
        {
            return source.Read(buffer, position);
        }

        _window ??= ArrayPool<byte>.Shared.Rent(WindowSize);
        _count = 0;
        _count = source.Read(_window.AsSpan(0, WindowSize), position);
        _start = position;
        _end = Math.Max(_end, position + _count);
        int count = Math.Min(buffer.Length, _count);
        _window.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
        source.Dispose();
        if (_window is byte[] window)
        {
            // What is read may be the content of encrypted files.
            _window = null;
            _count = 0;
            CryptographicOperations.ZeroMemory(window);
            ArrayPool<byte>.Shared.Return(window);
        }
    }
}
