using System;
using System.Security.Cryptography;
using IosBackup.Engine.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace IosBackup.Engine.Records.Notes;

/// <summary>
/// Opens notes that are locked with a password of their own: PBKDF2 gives a key that unwraps the note's key (RFC 3394),
/// which opens the body (AES-128-GCM with a nonce of 16 bytes, longer than platforms accept). Notes that are locked
/// with the phone's passcode keep their keys in hardware and cannot be opened.
/// </summary>
internal static class NoteLock
{
    private const int KeyLength = 16;
    private const int WrappedLength = KeyLength + AesKeyWrap.Overhead;
    private const int TagLength = 16;
    private const int LongestNonce = 64;
    private const int MostRounds = 10_000_000;

    /// <summary>Unwraps a note's key; null when the password is not this note's, or its record is damaged.</summary>
    public static byte[]? TryUnwrapKey(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long rounds, ReadOnlySpan<byte> wrappedKey)
    {
        if (wrappedKey.Length != WrappedLength || rounds is < 1 or > MostRounds || salt.IsEmpty)
        {
            return null;
        }

        byte[] wrapping = new byte[KeyLength];
        Pbkdf2.Derive(password, salt, (int)rounds, HashAlgorithmName.SHA256, wrapping);
        using AesKeyWrap wrap = new(wrapping);
        CryptographicOperations.ZeroMemory(wrapping);
        byte[] key = new byte[KeyLength];
        return wrap.TryUnwrap(wrappedKey, key) ? key : null;
    }

    /// <summary>Decrypts a body; null when it is damaged.</summary>
    public static byte[]? TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> body)
    {
        if (nonce.IsEmpty || nonce.Length > LongestNonce || tag.Length != TagLength)
        {
            return null;
        }

        GcmBlockCipher cipher = new(new AesEngine());
        cipher.Init(false, new AeadParameters(new KeyParameter(key.ToArray()), 8 * TagLength, nonce.ToArray()));
        byte[] sealedBody = [.. body, .. tag];
        byte[] plain = new byte[cipher.GetOutputSize(sealedBody.Length)];
        try
        {
            int written = cipher.ProcessBytes(sealedBody, 0, sealedBody.Length, plain, 0);
            cipher.DoFinal(plain, written);
            return plain;
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }
}
