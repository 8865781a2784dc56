using System;

namespace IosBackup.Engine.Cryptography;

/// <summary>Lower-case hexadecimal, as file ids and fingerprints are written.</summary>
internal static class Hex
{
    private const string Digits = "0123456789abcdef";

    /// <summary>Two digits a byte.</summary>
    public static string Lower(ReadOnlySpan<byte> bytes)
    {
        const int MostOnStack = 64;
        Span<char> digits = bytes.Length <= MostOnStack ? stackalloc char[2 * bytes.Length] : new char[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = Digits[bytes[i] >> 4];
            digits[(2 * i) + 1] = Digits[bytes[i] & 0x0F];
        }

        return digits.ToString();
    }
}
