using System;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Makes the boxes that QuickTime, MPEG-4 and HEIF files consist of (ISO/IEC 14496-12).</summary>
internal static class Box
{
    /// <summary>A box with the given content, one part behind the other.</summary>
    public static byte[] Make(string type, params byte[][] content)
    {
        int length = 8;
        foreach (byte[] part in content)
        {
            length += part.Length;
        }

        ByteBuilder output = new ByteBuilder().Int32Big(length).Ascii(type);
        foreach (byte[] part in content)
        {
            output.Bytes(part);
        }

        return output.ToArray();
    }

    /// <summary>A box that begins with a version and flags.</summary>
    public static byte[] Full(string type, int version, int flags, params byte[][] content) =>
        Make(type, [new ByteBuilder().Int32Big(((long)version << 24) | (uint)flags).ToArray(), .. content]);

    /// <summary>Content made of integers of 32 bits.</summary>
    public static byte[] Integers(params long[] values)
    {
        ByteBuilder output = new();
        foreach (long value in values)
        {
            output.Int32Big(value);
        }

        return output.ToArray();
    }

    /// <summary>The unit matrix that movie and track headers hold.</summary>
    public static byte[] UnitMatrix() => Integers(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

    /// <summary>Seconds since 1904, which the headers count in.</summary>
    public static long Seconds(DateTimeOffset time) =>
        (long)(time - new DateTimeOffset(1904, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
}
