using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Security.Cryptography;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// The class keys of an opened keybag. They unwrap the keys of files, of the manifest and of keychain items. Safe for
/// several threads; disposal zeroes the keys.
/// </summary>
public sealed class ClassKeys : IDisposable
{
    private readonly Dictionary<int, ClassKey> _keys = [];
    private readonly List<int> _damaged = [];

    private ClassKeys(string keybagId)
    {
        KeybagId = keybagId;
    }

    /// <summary>Identifies the keybag that these keys come from; keys may be cached under it.</summary>
    public string KeybagId { get; }

    /// <summary>Classes whose key did not open although others did: the keybag is damaged in part.</summary>
    public IReadOnlyList<int> DamagedClasses => _damaged;

    /// <summary>Whether there is a key for a protection class that is of use away from the device.</summary>
    public bool Has(int protectionClass) =>
        _keys.TryGetValue(protectionClass, out ClassKey? key) && !key.IsDeviceBound;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClassKey key in _keys.Values)
        {
            key.Dispose();
        }
    }

    /// <summary>Unwraps every class key; null when none opens, which means a wrong password.</summary>
    internal static ClassKeys? TryUnwrap(Keybag keybag, AesKeyWrap passcodeKey)
    {
        ClassKeys keys = new(keybag.Id);
        foreach (KeybagEntry entry in keybag.Entries)
        {
            if (entry.OpensWithPassword)
            {
                keys.Unwrap(entry, passcodeKey);
            }
        }

        if (keys._keys.Count > 0)
        {
            return keys;
        }

        keys.Dispose();
        return null;
    }

    /// <summary>Makes a random key for a new file or manifest.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ClassKeyMissing"/>.</exception>
    internal FileKey NewKey(int protectionClass)
    {
        byte[] key = new byte[AesKeys.KeyLength];
        RandomNumberGenerator.Fill(key);
        byte[] wrapped = new byte[FileKey.WrappedLength];
        BinaryPrimitives.WriteInt32LittleEndian(wrapped, protectionClass);
        Wrap(protectionClass, key, wrapped.AsSpan(sizeof(int)));
        return new FileKey(key, wrapped);
    }

    /// <summary>Wraps a key of 32 bytes with a class key.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ClassKeyMissing"/>.</exception>
    internal void Wrap(int protectionClass, ReadOnlySpan<byte> key, Span<byte> wrapped) =>
        KeyFor(protectionClass).Wrap.Wrap(key, wrapped);

    /// <summary>
    /// Opens an <c>EncryptionKey</c> or <c>ManifestKey</c>: the class as a little-endian number, then the wrapped key.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ClassKeyMissing"/>; <see cref="ErrorKind.ManifestDamaged"/>: not a wrapped key, or the
    /// class key does not open it.
    /// </exception>
    internal FileKey Open(ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length != FileKey.WrappedLength)
        {
            throw new EngineException(ErrorKind.ManifestDamaged, $"A wrapped key has {wrapped.Length} bytes.");
        }

        int protectionClass = BinaryPrimitives.ReadInt32LittleEndian(wrapped);
        byte[] key = new byte[AesKeys.KeyLength];
        return TryUnwrap(protectionClass, wrapped.Slice(sizeof(int)), key)
            ? new FileKey(key, wrapped.ToArray())
            : throw new EngineException(
                ErrorKind.ManifestDamaged, $"A wrapped key does not open with the key of class {protectionClass}.");
    }

    /// <summary>Unwraps a key of 32 bytes that a class key wraps. False when the class key does not open it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ClassKeyMissing"/>.</exception>
    internal bool TryUnwrap(int protectionClass, ReadOnlySpan<byte> wrapped, Span<byte> key) =>
        KeyFor(protectionClass).Wrap.TryUnwrap(wrapped, key);

    /// <summary>Wraps the key of an entry anew, device-bound or not, with another passcode key.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.KeybagDamaged"/>: this class's key did not open.
    /// </exception>
    internal void Rewrap(int protectionClass, AesKeyWrap passcodeKey, Span<byte> wrapped)
    {
        if (!_keys.TryGetValue(protectionClass, out ClassKey? key))
        {
            throw new EngineException(
                ErrorKind.KeybagDamaged, $"The key of class {protectionClass} could not be opened.");
        }

        passcodeKey.Wrap(key.Bytes, wrapped);
    }

    private void Unwrap(KeybagEntry entry, AesKeyWrap passcodeKey)
    {
        Span<byte> key = stackalloc byte[AesKeys.KeyLength];
        if (!passcodeKey.TryUnwrap(entry.WrappedKey.Span, key))
        {
            _damaged.Add(entry.ProtectionClass);
            return;
        }

        if (_keys.TryGetValue(entry.ProtectionClass, out ClassKey? replaced))
        {
            replaced.Dispose();
        }

        _keys[entry.ProtectionClass] = new ClassKey(key, entry.IsDeviceBound);
        CryptographicOperations.ZeroMemory(key);
    }

    private ClassKey KeyFor(int protectionClass) =>
        _keys.TryGetValue(protectionClass, out ClassKey? key) && !key.IsDeviceBound
            ? key
            : throw new EngineException(
                ErrorKind.ClassKeyMissing, $"The keybag has no usable key of class {protectionClass}.");
}
