using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace IosBackup.VirtualDevice.Services;

/// <summary>Draws icons: PNG images of one colour that follows from the app's identifier.</summary>
internal static class IconImage
{
    private const int Side = 60;
    private const byte BitDepth = 1;
    private const byte PaletteColour = 3;

    private static readonly uint[] s_crcTable = MakeCrcTable();

    public static byte[] Draw(string bundleId)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        header[8] = BitDepth;
        header[9] = PaletteColour;
        byte[] colour = SHA256.HashData(Encoding.UTF8.GetBytes(bundleId)).AsSpan(0, 3).ToArray();

        using MemoryStream png = new();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR", header);
        WriteChunk(png, "PLTE", colour);
        WriteChunk(png, "IDAT", StoreUncompressed());
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>A zlib stream of one stored block: rows of a filter byte and pixels that are all the first colour.</summary>
    private static byte[] StoreUncompressed()
    {
        const int RowLength = 1 + ((Side + 7) / 8);
        const int DataLength = Side * RowLength;
        byte[] stream = new byte[2 + 5 + DataLength + 4];
        stream[0] = 0x78;
        stream[1] = 0x01;
        stream[2] = 0x01;
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(3), DataLength);
        BinaryPrimitives.WriteUInt16LittleEndian(stream.AsSpan(5), unchecked((ushort)~DataLength));

        // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
        BinaryPrimitives.WriteUInt32BigEndian(stream.AsSpan(stream.Length - 4), (DataLength << 16) | 1);
        return stream;
    }

    private static void WriteChunk(MemoryStream png, string type, byte[] data)
    {
        byte[] chunk = new byte[4 + data.Length];
        Encoding.ASCII.GetBytes(type, 0, 4, chunk, 0);
        data.CopyTo(chunk, 4);
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(chunk));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = s_crcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        const uint Polynomial = 0xEDB88320;
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : Polynomial ^ (value >> 1);
            }

            table[i] = value;
        }

        return table;
    }
}
