using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>
/// Numbers that only look random: the same seed and stream name give the same ones on every platform (SplitMix64). Each
/// store draws from a stream of its own, so that more of one kind of data leaves the others as they are.
/// </summary>
internal sealed class StarterRandom
{
    private ulong _state;

    public StarterRandom(int seed, string stream)
    {
        const ulong FnvOffset = 14695981039346656037;
        const ulong FnvPrime = 1099511628211;
        ulong hash = FnvOffset;
        foreach (byte value in Encoding.UTF8.GetBytes(stream))
        {
            hash = unchecked((hash ^ value) * FnvPrime);
        }

        _state = unchecked(hash + ((ulong)(uint)seed << 1));
    }

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(NextBits() % (uint)limit);

    /// <summary>A number from <paramref name="lowest"/> to below <paramref name="limit"/>.</summary>
    public int Next(int lowest, int limit) => lowest + Next(limit - lowest);

    /// <summary>A number from 0 to below 1.</summary>
    public double NextReal() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something of the given likelihood happens.</summary>
    public bool Chance(double likelihood) => NextReal() < likelihood;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)NextBits();
        }

        return bytes;
    }

    /// <summary>A version 4 UUID in the upper-case form that Apple's software writes.</summary>
    public string Guid()
    {
        byte[] bytes = Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        StringBuilder text = new(36);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i is 4 or 6 or 8 or 10)
            {
                text.Append('-');
            }

            text.Append(bytes[i].ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>Hexadecimal digits in upper case.</summary>
    public string Hex(int digits)
    {
        const string Digits = "0123456789ABCDEF";
        char[] text = new char[digits];
        for (int i = 0; i < digits; i++)
        {
            text[i] = Digits[Next(Digits.Length)];
        }

        return new string(text);
    }

    /// <summary>A moment between two others, in whole seconds.</summary>
    public DateTimeOffset Between(DateTimeOffset first, DateTimeOffset last) =>
        first.AddSeconds((long)((last - first).TotalSeconds * NextReal()));

    private ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
