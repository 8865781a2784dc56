using System;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>PBKDF2 of the platform.</summary>
internal static class Pbkdf2
{
    /// <summary>Derives a key. Ten million rounds of SHA-256 take seconds and cannot be interrupted.</summary>
    public static void Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int rounds, HashAlgorithmName hash, Span<byte> key)
    {
        byte[] passwordCopy = password.ToArray();
        byte[] derived = [];
        try
        {
            using Rfc2898DeriveBytes derivation = new(passwordCopy, salt.ToArray(), rounds, hash);
            derived = derivation.GetBytes(key.Length);
            derived.CopyTo(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passwordCopy);
            CryptographicOperations.ZeroMemory(derived);
        }
    }
}
