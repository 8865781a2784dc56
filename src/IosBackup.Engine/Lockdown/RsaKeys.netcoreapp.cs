using System.Security.Cryptography;

namespace IosBackup.Engine.Lockdown;

/// <summary>RSA keys of the platform.</summary>
internal static class RsaKeys
{
    public static RSA Generate(int size) => RSA.Create(size);

    public static RSA Import(RSAParameters parameters) => RSA.Create(parameters);
}
