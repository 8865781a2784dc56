using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// Reads a keybag: a sequence of a four-letter tag, a big-endian length and data. The second UUID and each after it
/// begins a class entry. Tags that are not known are passed over.
/// </summary>
internal sealed class KeybagParser
{
    private const int LongestKeybag = 64 * 1024;
    private const int MostEntries = 64;
    private const int TagLength = 4;
    private const int HeaderLength = 8;
    private const int WrappedKeyLength = AesKeys.KeyLength + AesKeyWrap.Overhead;
    private const int ShortestSalt = 8;
    private const int LongestSalt = 64;
    private const int TypeMask = 0x3FFFFFFF;
    private const int ClassMask = 0x0F;

    private readonly List<KeybagEntry> _entries = [];
    private int _version;
    private int _type;
    private byte[]? _uuid;
    private byte[] _salt = [];
    private byte[] _firstSalt = [];
    private int? _rounds;
    private int? _firstRounds;
    private KeybagEntry? _entry;

    /// <exception cref="EngineException"><see cref="ErrorKind.KeybagDamaged"/>.</exception>
    public Keybag Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestKeybag)
        {
            throw Damaged($"it has {bytes.Length} bytes");
        }

        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (rest.Length < HeaderLength)
            {
                throw Damaged("it ends within a tag");
            }

            ReadOnlySpan<byte> tag = rest.Slice(0, TagLength);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest.Slice(TagLength));
            rest = rest.Slice(HeaderLength);
            if (length > (uint)rest.Length)
            {
                throw Damaged("a value is longer than the keybag");
            }

            Take(tag, rest.Slice(0, (int)length));
            rest = rest.Slice((int)length);
        }

        FinishEntry();
        return new Keybag(bytes.ToArray())
        {
            Version = _version,
            Type = _type,
            Uuid = _uuid,
            Derivation = new KeybagDerivation { Cost = CheckedCost(), Salt = _salt, FirstSalt = _firstSalt },
            Entries = _entries,
        };
    }

    private static EngineException Damaged(string how) =>
        new(ErrorKind.KeybagDamaged, $"The keybag is damaged: {how}.");

    private static int Integer(ReadOnlySpan<byte> value) => value.Length == sizeof(int)
        ? BinaryPrimitives.ReadInt32BigEndian(value)
        : throw Damaged("a number does not have four bytes");

    private static byte[] Bytes(ReadOnlySpan<byte> value, int shortest, int longest) =>
        value.Length >= shortest && value.Length <= longest
            ? value.ToArray()
            : throw Damaged($"a value has {value.Length} bytes");

    private void Take(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("UUID"u8))
        {
            byte[] uuid = Bytes(value, 16, 16);
            if (_uuid is null)
            {
                _uuid = uuid;
                return;
            }

            FinishEntry();
            _entry = new KeybagEntry { Uuid = uuid };
        }
        else if (_entry is not null)
        {
            _entry = WithField(_entry, tag, value);
        }
        else
        {
            TakeHeader(tag, value);
        }
    }

    private void TakeHeader(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("VERS"u8))
        {
            _version = Integer(value);
        }
        else if (tag.SequenceEqual("TYPE"u8))
        {
            _type = Integer(value) & TypeMask;
        }
        else if (tag.SequenceEqual("SALT"u8))
        {
            _salt = Bytes(value, ShortestSalt, LongestSalt);
        }
        else if (tag.SequenceEqual("ITER"u8))
        {
            _rounds = Integer(value);
        }
        else if (tag.SequenceEqual("DPSL"u8))
        {
            _firstSalt = Bytes(value, ShortestSalt, LongestSalt);
        }
        else if (tag.SequenceEqual("DPIC"u8))
        {
            _firstRounds = Integer(value);
        }
    }

    private static KeybagEntry WithField(KeybagEntry entry, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("CLAS"u8))
        {
            return entry with { ProtectionClass = Integer(value) & ClassMask };
        }

        if (tag.SequenceEqual("WRAP"u8))
        {
            return entry with { Wrap = Integer(value) };
        }

        if (tag.SequenceEqual("KTYP"u8))
        {
            return entry with { KeyType = Integer(value) };
        }

        return tag.SequenceEqual("WPKY"u8)
            ? entry with { WrappedKey = Bytes(value, WrappedKeyLength, WrappedKeyLength) }
            : entry;
    }

    private void FinishEntry()
    {
        if (_entry is null)
        {
            return;
        }

        if (_entry.ProtectionClass == 0)
        {
            throw Damaged("an entry has no class");
        }

        if (_entries.Count == MostEntries)
        {
            throw Damaged($"it has more than {MostEntries} entries");
        }

        _entries.Add(_entry);
        _entry = null;
    }

    private KeybagCost CheckedCost()
    {
        if (_uuid is null || _salt.Length == 0 || !_entries.Exists(static entry => entry.OpensWithPassword))
        {
            throw Damaged("its header or its class keys are missing");
        }

        if (_firstRounds is null != (_firstSalt.Length == 0))
        {
            throw Damaged("the first derivation is half described");
        }

        if (_rounds is not (> 0 and <= Keybag.MostRounds)
            || _firstRounds is not (null or (> 0 and <= Keybag.MostFirstRounds)))
        {
            throw Damaged($"it asks for {_firstRounds ?? 0} + {_rounds ?? 0} rounds");
        }

        return new KeybagCost(_firstRounds, _rounds.Value);
    }
}
