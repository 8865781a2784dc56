using System;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>The key of one file or of the manifest, open and wrapped. Disposal zeroes the open one.</summary>
internal sealed class FileKey : IDisposable
{
    /// <summary>Bytes of <see cref="Wrapped"/>: four for the class, the wrapped key after them.</summary>
    public const int WrappedLength = sizeof(int) + AesKeys.KeyLength + AesKeyWrap.Overhead;

    private readonly byte[] _key;

    internal FileKey(byte[] key, byte[] wrapped)
    {
        _key = key;
        Wrapped = wrapped;
    }

    /// <summary>The open key, 32 bytes.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>What a backup stores as <c>EncryptionKey</c> or <c>ManifestKey</c>.</summary>
    public ReadOnlyMemory<byte> Wrapped { get; }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);
}
