using System;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>PBKDF2 of the platform.</summary>
internal static class Pbkdf2
{
    /// <summary>Derives a key. Ten million rounds of SHA-256 take seconds and cannot be interrupted.</summary>
    public static void Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int rounds, HashAlgorithmName hash, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, key, rounds, hash);
}
