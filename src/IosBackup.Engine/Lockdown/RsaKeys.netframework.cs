using System.Security.Cryptography;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// RSA keys of the platform. The default of .NET Framework is the old provider, which does not heed a key's size and whose
/// keys certificates cannot take over.
/// </summary>
internal static class RsaKeys
{
    public static RSA Generate(int size) => new RSACng(size);

    public static RSA Import(RSAParameters parameters)
    {
        RSACng key = new();
        key.ImportParameters(parameters);
        return key;
    }
}
