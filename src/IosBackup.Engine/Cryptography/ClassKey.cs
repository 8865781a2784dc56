using System;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>The opened key of one protection class.</summary>
internal sealed class ClassKey : IDisposable
{
    private readonly byte[] _key;

    public ClassKey(ReadOnlySpan<byte> key, bool isDeviceBound)
    {
        _key = key.ToArray();
        Wrap = new AesKeyWrap(key);
        IsDeviceBound = isDeviceBound;
    }

    /// <summary>The key. When device-bound, another layer of encryption is still on it.</summary>
    public ReadOnlySpan<byte> Bytes => _key;

    /// <summary>Wraps and unwraps keys with this one.</summary>
    public AesKeyWrap Wrap { get; }

    public bool IsDeviceBound { get; }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        Wrap.Dispose();
    }
}
