using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Writes the TIFF structure of an Exif segment (CIPA DC-008), little-endian.</summary>
internal static class ExifWriter
{
    private const int AsciiType = 2;
    private const int ShortType = 3;
    private const int LongType = 4;
    private const int RationalType = 5;
    private const int HeaderSize = 8;
    private const int EntrySize = 12;

    public static byte[] Write(ExifInfo info)
    {
        string taken = info.Taken.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture);
        string offset = info.Taken.ToString("zzz", CultureInfo.InvariantCulture);
        Entry[] camera = [Text(0x9003, taken), Text(0x9004, taken), Text(0x9011, offset)];
        Entry[] place = info.Latitude is double latitude && info.Longitude is double longitude
            ?
            [
                Text(1, latitude < 0 ? "S" : "N"), Degrees(2, latitude),
                Text(3, longitude < 0 ? "W" : "E"), Degrees(4, longitude),
            ]
            : [];
        Entry[] picture =
        [
            Text(0x010F, info.Make), Text(0x0110, info.Model), new(0x0112, ShortType, 1, [1, 0]), Text(0x0132, taken),
            Pointer(0x8769, 0), Pointer(0x8825, 0),
        ];
        int cameraAt = HeaderSize + DirectorySize(picture);
        int placeAt = cameraAt + DirectorySize(camera);
        picture[4] = Pointer(0x8769, cameraAt);
        picture[5] = Pointer(0x8825, placeAt);
        ByteBuilder output = new ByteBuilder().Ascii("II").Int16Little(42).Int32Little(HeaderSize);
        WriteDirectory(output, picture);
        WriteDirectory(output, camera);
        WriteDirectory(output, place);
        return output.ToArray();
    }

    private static void WriteDirectory(ByteBuilder output, IReadOnlyCollection<Entry> entries)
    {
        int dataAt = output.Length + 2 + (entries.Count * EntrySize) + 4;
        ByteBuilder data = new();
        output.Int16Little(entries.Count);
        foreach (Entry entry in entries)
        {
            output.Int16Little(entry.Tag).Int16Little(entry.Type).Int32Little(entry.Count);
            if (entry.Data.Length <= 4)
            {
                output.Bytes(entry.Data).Zeros(4 - entry.Data.Length);
            }
            else
            {
                output.Int32Little(dataAt + data.Length);
                data.Bytes(entry.Data).Zeros(entry.Data.Length % 2);
            }
        }

        output.Int32Little(0).Bytes(data.ToArray());
    }

    private static int DirectorySize(IReadOnlyCollection<Entry> entries)
    {
        int size = 2 + (entries.Count * EntrySize) + 4;
        foreach (Entry entry in entries)
        {
            size += entry.Data.Length <= 4 ? 0 : entry.Data.Length + (entry.Data.Length % 2);
        }

        return size;
    }

    private static Entry Text(int tag, string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text + "\0");
        return new Entry(tag, AsciiType, bytes.Length, bytes);
    }

    private static Entry Pointer(int tag, int target) =>
        new(tag, LongType, 1, new ByteBuilder().Int32Little(target).ToArray());

    private static Entry Degrees(int tag, double value)
    {
        const int SecondsScale = 100;
        long hundredths = (long)Math.Round(Math.Abs(value) * 3600 * SecondsScale);
        byte[] bytes = new ByteBuilder()
            .Int32Little(hundredths / (3600 * SecondsScale)).Int32Little(1)
            .Int32Little(hundredths / (60 * SecondsScale) % 60).Int32Little(1)
            .Int32Little(hundredths % (60 * SecondsScale)).Int32Little(SecondsScale)
            .ToArray();
        return new Entry(tag, RationalType, 3, bytes);
    }

    private readonly record struct Entry(int Tag, int Type, int Count, byte[] Data);
}
