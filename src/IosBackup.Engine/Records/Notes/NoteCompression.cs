using System;
using System.IO;
using System.IO.Compression;

namespace IosBackup.Engine.Records.Notes;

/// <summary>The gzip form in which the notes store keeps bodies and tables.</summary>
internal static class NoteCompression
{
    /// <summary>Bytes of the largest content that is taken for real. A note of a whole novel has two million.</summary>
    private const int LargestContent = 64 * 1024 * 1024;

    /// <summary>Decompresses.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or absurdly large.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < 2 || stored[0] != 0x1F || stored[1] != 0x8B)
        {
            throw new InvalidDataException("Not compressed with gzip.");
        }

        using MemoryStream input = new(stored.ToArray());
        using GZipStream gzip = new(input, CompressionMode.Decompress);
        using MemoryStream output = new();
        byte[] buffer = new byte[16 * 1024];
        for (int count = gzip.Read(buffer, 0, buffer.Length); count > 0; count = gzip.Read(buffer, 0, buffer.Length))
        {
            if (output.Length + count > LargestContent)
            {
                throw new InvalidDataException("The content of a note is absurdly large.");
            }

            output.Write(buffer, 0, count);
        }

        return output.ToArray();
    }
}
