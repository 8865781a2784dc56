using System;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Writes PNG files (RFC 2083), uncompressed so that the bytes are the same on every platform.</summary>
internal static class PngWriter
{
    private const int LargestStoredBlock = 65535;

    public static byte[] Write(Mosaic picture)
    {
        ByteBuilder output = new ByteBuilder().Bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        const int BitsPerSample = 8;
        const int TrueColor = 2;
        Chunk(output, "IHDR", new ByteBuilder().Int32Big(picture.Width).Int32Big(picture.Height)
            .Byte(BitsPerSample).Byte(TrueColor).Byte(0).Byte(0).Byte(0));
        Chunk(output, "IDAT", Zlib(Lines(picture)));
        Chunk(output, "IEND", new ByteBuilder());
        return output.ToArray();
    }

    private static byte[] Lines(Mosaic picture)
    {
        ByteBuilder lines = new();
        for (int y = 0; y < picture.Height; y++)
        {
            lines.Byte(0);
            for (int x = 0; x < picture.Width; x++)
            {
                (byte red, byte green, byte blue) = picture.Color(x / Mosaic.SquareSize, y / Mosaic.SquareSize);
                lines.Byte(red).Byte(green).Byte(blue);
            }
        }

        return lines.ToArray();
    }

    /// <summary>A zlib stream of stored blocks.</summary>
    private static ByteBuilder Zlib(byte[] data)
    {
        const uint AdlerModulus = 65521;
        ByteBuilder output = new ByteBuilder().Int16Big(0x7801);
        uint low = 1;
        uint high = 0;
        for (int start = 0; start < data.Length; start += LargestStoredBlock)
        {
            ReadOnlySpan<byte> block = data.AsSpan(start, Math.Min(LargestStoredBlock, data.Length - start));
            bool isLast = start + block.Length == data.Length;
            output.Byte(isLast ? 1 : 0).Int16Little(block.Length).Int16Little(~block.Length).Bytes(block);
            foreach (byte value in block)
            {
                low = (low + value) % AdlerModulus;
                high = (high + low) % AdlerModulus;
            }
        }

        return output.Int32Big((high << 16) | low);
    }

    private static void Chunk(ByteBuilder output, string type, ByteBuilder content)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content.ToArray()];
        output.Int32Big(content.Length).Bytes(typed).Int32Big(Crc32(typed));
    }

    private static uint Crc32(byte[] bytes)
    {
        const uint Polynomial = 0xEDB88320;
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }
        }

        return ~crc;
    }
}
