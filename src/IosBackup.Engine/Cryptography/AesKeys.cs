using System;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>Makes the platform's AES from a key without leaving the key behind.</summary>
internal static class AesKeys
{
    /// <summary>Bytes of every AES block.</summary>
    public const int BlockSize = 16;

    /// <summary>Bytes of the keys of classes, files and manifests.</summary>
    public const int KeyLength = 32;

    /// <summary>An AES object with a copy of a key, a zero IV and the given mode. Disposing it clears the copy.</summary>
    public static Aes Create(ReadOnlySpan<byte> key, CipherMode mode, PaddingMode padding)
    {
        Aes aes = Aes.Create();
        byte[] copy = key.ToArray();
        try
        {
            aes.Mode = mode;
            aes.Padding = padding;
            aes.Key = copy;
            aes.IV = new byte[BlockSize];
            return aes;
        }
        catch
        {
            aes.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }
}
