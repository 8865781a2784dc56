using System;

namespace IosBackup.Engine.Files;

/// <summary>Bytes that are read at any place.</summary>
internal interface IPositionedBytes : IDisposable
{
    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>Reads into a whole buffer, unless the bytes end before.</summary>
    /// <returns>How many bytes were read.</returns>
    int Read(Span<byte> buffer, long position);
}
