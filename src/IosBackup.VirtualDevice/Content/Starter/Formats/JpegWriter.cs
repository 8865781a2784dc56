using System;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>
/// Writes baseline JPEG files (ITU-T T.81) of pictures that are flat within each block of 8 by 8 pixels: only the first
/// coefficient of a block differs from zero, which makes the Huffman tables tiny.
/// </summary>
internal static class JpegWriter
{
    // With this quantizer the first coefficient of a flat block is its level itself.
    private const byte Quantizer = 8;
    private const int LevelShift = 128;
    private const int Components = 3;
    private const int LengthCategories = 9;
    private const int DcCodeBits = 4;

    /// <summary>The picture as a JPEG file.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="exif">A TIFF structure for the Exif segment, or null for none.</param>
    public static byte[] Write(Mosaic picture, byte[]? exif = null)
    {
        ByteBuilder output = new();
        output.Int16Big(0xFFD8);
        if (exif is null)
        {
            Segment(output, 0xFFE0, new ByteBuilder().Ascii("JFIF").Byte(0).Int16Big(0x0101).Byte(0)
                .Int16Big(1).Int16Big(1).Int16Big(0));
        }
        else
        {
            Segment(output, 0xFFE1, new ByteBuilder().Ascii("Exif").Int16Big(0).Bytes(exif));
        }

        byte[] quantizers = new byte[64];
        quantizers.AsSpan().Fill(Quantizer);
        Segment(output, 0xFFDB, new ByteBuilder().Byte(0).Bytes(quantizers));
        ByteBuilder frame = new ByteBuilder().Byte(8).Int16Big(picture.Height).Int16Big(picture.Width).Byte(Components);
        ByteBuilder scan = new ByteBuilder().Byte(Components);
        for (int i = 1; i <= Components; i++)
        {
            frame.Byte(i).Byte(0x11).Byte(0);
            scan.Byte(i).Byte(0);
        }

        Segment(output, 0xFFC0, frame);
        Segment(output, 0xFFC4, HuffmanTables());
        Segment(output, 0xFFDA, scan.Byte(0).Byte(63).Byte(0));
        WriteScan(output, picture);
        return output.Int16Big(0xFFD9).ToArray();
    }

    /// <summary>
    /// One table of nine codes of four bits for the lengths 0 to 8, one of a single code for "no more".
    /// </summary>
    private static ByteBuilder HuffmanTables()
    {
        ByteBuilder tables = new ByteBuilder().Byte(0x00).Zeros(DcCodeBits - 1).Byte(LengthCategories)
            .Zeros(16 - DcCodeBits);
        for (int i = 0; i < LengthCategories; i++)
        {
            tables.Byte(i);
        }

        return tables.Byte(0x10).Byte(1).Zeros(15).Byte(0);
    }

    private static void WriteScan(ByteBuilder output, Mosaic picture)
    {
        BitWriter bits = new(output);
        int[] last = new int[Components];
        for (int row = 0; row < picture.Rows; row++)
        {
            for (int column = 0; column < picture.Columns; column++)
            {
                (byte red, byte green, byte blue) = picture.Color(column, row);
                int y = ((299 * red) + (587 * green) + (114 * blue)) / 1000;
                WriteBlock(bits, y - LevelShift, ref last[0]);
                WriteBlock(bits, (blue - y) * 564 / 1000, ref last[1]);
                WriteBlock(bits, (red - y) * 713 / 1000, ref last[2]);
            }
        }

        bits.Flush();
    }

    private static void WriteBlock(BitWriter bits, int level, ref int last)
    {
        int difference = level - last;
        last = level;
        int length = 0;
        while (Math.Abs(difference) >> length != 0)
        {
            length++;
        }

        bits.Write(length, DcCodeBits);
        bits.Write(difference < 0 ? difference + (1 << length) - 1 : difference, length);
        bits.Write(0, 1);
    }

    private static void Segment(ByteBuilder output, int marker, ByteBuilder content) =>
        output.Int16Big(marker).Int16Big(content.Length + 2).Bytes(content.ToArray());

    private sealed class BitWriter(ByteBuilder output)
    {
        private int _pending;
        private int _count;

        public void Write(int value, int bits)
        {
            for (int i = bits - 1; i >= 0; i--)
            {
                _pending = (_pending << 1) | ((value >> i) & 1);
                if (++_count == 8)
                {
                    Emit();
                }
            }
        }

        /// <summary>Fills the last byte with ones.</summary>
        public void Flush()
        {
            while (_count != 0)
            {
                Write(1, 1);
            }
        }

        private void Emit()
        {
            output.Byte(_pending);
            if (_pending == 0xFF)
            {
                output.Byte(0);
            }

            (_pending, _count) = (0, 0);
        }
    }
}
