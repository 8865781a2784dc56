using System;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>How the key that wraps a keybag's class keys comes from the password.</summary>
internal sealed record KeybagDerivation
{
    /// <summary>Rounds of both steps. The first is present since iOS 10.2.</summary>
    public required KeybagCost Cost { get; init; }

    /// <summary>Salt of the PBKDF2-SHA1 step (<c>SALT</c>).</summary>
    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>Salt of the PBKDF2-SHA256 step before it (<c>DPSL</c>); empty when there is none.</summary>
    public ReadOnlyMemory<byte> FirstSalt { get; init; }

    /// <summary>Derives the key.</summary>
    /// <param name="password">The password as UTF-8.</param>
    /// <param name="passcodeKey">Receives 32 bytes.</param>
    public void Derive(ReadOnlySpan<byte> password, Span<byte> passcodeKey)
    {
        if (Cost.FirstRounds is not int firstRounds)
        {
            Pbkdf2.Derive(password, Salt.Span, Cost.Rounds, HashAlgorithmName.SHA1, passcodeKey);
            return;
        }

        Span<byte> first = stackalloc byte[AesKeys.KeyLength];
        Pbkdf2.Derive(password, FirstSalt.Span, firstRounds, HashAlgorithmName.SHA256, first);
        Pbkdf2.Derive(first, Salt.Span, Cost.Rounds, HashAlgorithmName.SHA1, passcodeKey);
        CryptographicOperations.ZeroMemory(first);
    }

    /// <summary>Derives the key and makes it ready to wrap and unwrap.</summary>
    public AesKeyWrap DeriveWrap(ReadOnlySpan<byte> password)
    {
        Span<byte> passcodeKey = stackalloc byte[AesKeys.KeyLength];
        Derive(password, passcodeKey);
        AesKeyWrap wrap = new(passcodeKey);
        CryptographicOperations.ZeroMemory(passcodeKey);
        return wrap;
    }
}
