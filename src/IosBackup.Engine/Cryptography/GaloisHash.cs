using System;
using System.Buffers.Binary;

namespace IosBackup.Engine.Cryptography;

/// <summary>GHASH of GCM (NIST SP 800-38D), a bit at a time and without branches on data: for small inputs.</summary>
internal struct GaloisHash(ReadOnlySpan<byte> key)
{
    private const int BlockSize = AesKeys.BlockSize;
    private const ulong Polynomial = 0xE100000000000000;

    private readonly ulong _keyHigh = BinaryPrimitives.ReadUInt64BigEndian(key);
    private readonly ulong _keyLow = BinaryPrimitives.ReadUInt64BigEndian(key.Slice(sizeof(ulong)));
    private ulong _high;
    private ulong _low;

    /// <summary>Adds data, filled up with zeros to whole blocks.</summary>
    public void Add(ReadOnlySpan<byte> data)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        while (!data.IsEmpty)
        {
            int count = Math.Min(BlockSize, data.Length);
            block.Clear();
            data.Slice(0, count).CopyTo(block);
            data = data.Slice(count);
            _high ^= BinaryPrimitives.ReadUInt64BigEndian(block);
            _low ^= BinaryPrimitives.ReadUInt64BigEndian(block.Slice(sizeof(ulong)));
            MultiplyByKey();
        }
    }

    /// <summary>Writes the hash.</summary>
    public readonly void Write(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, _high);
        BinaryPrimitives.WriteUInt64BigEndian(hash.Slice(sizeof(ulong)), _low);
    }

    private void MultiplyByKey()
    {
        ulong high = 0;
        ulong low = 0;
        ulong shiftedHigh = _keyHigh;
        ulong shiftedLow = _keyLow;
        for (int bit = 0; bit < 8 * BlockSize; bit++)
        {
            ulong word = bit < 64 ? _high : _low;
            ulong selected = 0 - ((word >> (63 - (bit & 63))) & 1);
            high ^= shiftedHigh & selected;
            low ^= shiftedLow & selected;
            ulong carry = 0 - (shiftedLow & 1);
            shiftedLow = (shiftedLow >> 1) | (shiftedHigh << 63);
            shiftedHigh = (shiftedHigh >> 1) ^ (Polynomial & carry);
        }

        _high = high;
        _low = low;
    }
}
