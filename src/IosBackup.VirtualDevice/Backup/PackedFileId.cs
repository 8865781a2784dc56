using System;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>A file id in a fifth of the memory that its text takes.</summary>
internal readonly record struct PackedFileId(ulong First, ulong Second, uint Third)
{
    private const int DigitsOfFirst = 16;

    /// <summary>Packs forty hexadecimal digits.</summary>
    public static PackedFileId Parse(string id) => new(
        ParseHex(id.AsSpan(0, DigitsOfFirst)),
        ParseHex(id.AsSpan(DigitsOfFirst, DigitsOfFirst)),
        (uint)ParseHex(id.AsSpan(2 * DigitsOfFirst)));

    private static ulong ParseHex(ReadOnlySpan<char> digits)
    {
        ulong value = 0;
        foreach (char digit in digits)
        {
            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        return value;
    }
}
