using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// The AES key wrap of RFC 3394 with its default initial value. One instance keeps one key-encryption key and its cipher
/// context, which makes unwrapping a row's key several times cheaper than starting anew. Safe for several threads.
/// </summary>
internal sealed class AesKeyWrap : IDisposable
{
    /// <summary>Bytes by which a wrapped key is longer than the key.</summary>
    public const int Overhead = 8;

    private const int BlockSize = 16;
    private const int HalfBlock = 8;
    private const int Rounds = 6;
    private const ulong InitialValue = 0xA6A6A6A6A6A6A6A6;

    private readonly Aes _aes;
    private readonly byte[] _input = new byte[BlockSize];
    private readonly byte[] _output = new byte[BlockSize];
    private readonly object _gate = new();
    private ICryptoTransform? _encryptor;
    private ICryptoTransform? _decryptor;

    /// <param name="keyEncryptionKey">16, 24 or 32 bytes; they are copied.</param>
    public AesKeyWrap(ReadOnlySpan<byte> keyEncryptionKey)
    {
        _aes = AesKeys.Create(keyEncryptionKey, CipherMode.ECB, PaddingMode.None);
    }

    /// <summary>Wraps a key.</summary>
    /// <param name="key">The key: a multiple of 8 bytes, at least 16.</param>
    /// <param name="wrapped">Receives <see cref="Overhead"/> bytes more than the key has.</param>
    public void Wrap(ReadOnlySpan<byte> key, Span<byte> wrapped)
    {
        RequireLengths(key.Length, wrapped.Length);
        Span<byte> registers = wrapped.Slice(HalfBlock);
        key.CopyTo(registers);
        ulong a = InitialValue;
        int count = key.Length / HalfBlock;
        lock (_gate)
        {
            _encryptor ??= _aes.CreateEncryptor();
            for (int step = 1; step <= Rounds * count; step++)
            {
                Span<byte> register = registers.Slice((step - 1) % count * HalfBlock, HalfBlock);
                a = Transform(_encryptor, a, register) ^ (ulong)step;
            }

            Forget();
        }

        BinaryPrimitives.WriteUInt64BigEndian(wrapped, a);
    }

    /// <summary>Unwraps a key. False, with the key zeroed, when the wrapped bytes do not belong to this key.</summary>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="key">Receives <see cref="Overhead"/> bytes less than the wrapped key has.</param>
    public bool TryUnwrap(ReadOnlySpan<byte> wrapped, Span<byte> key)
    {
        RequireLengths(key.Length, wrapped.Length);
        wrapped.Slice(HalfBlock).CopyTo(key);
        ulong a = BinaryPrimitives.ReadUInt64BigEndian(wrapped);
        int count = key.Length / HalfBlock;
        lock (_gate)
        {
            _decryptor ??= _aes.CreateDecryptor();
            for (int step = Rounds * count; step > 0; step--)
            {
                a = Transform(_decryptor, a ^ (ulong)step, key.Slice((step - 1) % count * HalfBlock, HalfBlock));
            }

            Forget();
        }

        // One comparison of two words takes the same time wherever they differ.
        bool valid = (a ^ InitialValue) == 0;
        if (!valid)
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return valid;
    }

    public void Dispose()
    {
        _encryptor?.Dispose();
        _decryptor?.Dispose();
        _aes.Dispose();
    }

    private static void RequireLengths(int key, int wrapped)
    {
        if (key < BlockSize || key % HalfBlock != 0 || wrapped != key + Overhead)
        {
            throw new ArgumentException("A key to wrap is a multiple of 8 bytes, its wrapped form 8 bytes longer.");
        }
    }

    private ulong Transform(ICryptoTransform cipher, ulong a, Span<byte> register)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_input, a);
        register.CopyTo(_input.AsSpan(HalfBlock));
        cipher.TransformBlock(_input, 0, BlockSize, _output, 0);
        _output.AsSpan(HalfBlock).CopyTo(register);
        return BinaryPrimitives.ReadUInt64BigEndian(_output);
    }

    private void Forget()
    {
        CryptographicOperations.ZeroMemory(_input);
        CryptographicOperations.ZeroMemory(_output);
    }
}
