using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Cryptography;

/// <summary>Makes keybags as phones make them.</summary>
internal static class KeybagBuilder
{
    private const int Version = 5;
    private const int BackupType = 1;
    private const int SaltLength = 20;
    private const int UuidLength = 16;
    private const int SignatureKeyLength = 40;
    private const int Classes = 11;
    private const int LastFileClass = 4;
    private const int FirstKeychainClass = 6;
    private const int LastMigratingKeychainClass = 8;

    /// <summary>Makes a keybag with new random class keys for an encrypted backup.</summary>
    /// <param name="password">The backup password.</param>
    /// <param name="cost">The work that opening it takes.</param>
    /// <param name="keys">The opened class keys; the caller disposes them.</param>
    public static Keybag Create(BackupPassword password, KeybagCost cost, out ClassKeys keys) =>
        Create(
            password,
            cost,
            static protectionClass => protectionClass is <= LastFileClass
                or (>= FirstKeychainClass and <= LastMigratingKeychainClass),
            out keys);

    /// <summary>Makes the keybag of a backup that is not encrypted: it opens with the empty password.</summary>
    public static Keybag CreateUnencrypted()
    {
        using BackupPassword empty = BackupPassword.FromUtf8([]);
        Keybag keybag = Create(
            empty, KeybagCost.SingleDerivation, static protectionClass => protectionClass <= LastFileClass, out ClassKeys keys);
        keys.Dispose();
        return keybag;
    }

    /// <summary>Wraps the class keys of a keybag with another password. All that they encrypt stays as it is.</summary>
    /// <param name="keybag">The keybag.</param>
    /// <param name="keys">Its opened class keys.</param>
    /// <param name="password">The new password.</param>
    /// <param name="cost">The work that opening the new keybag takes.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.KeybagDamaged"/>: a class key could not be opened.</exception>
    public static Keybag Rewrap(Keybag keybag, ClassKeys keys, BackupPassword password, KeybagCost cost)
    {
        using MemoryStream output = new();
        using AesKeyWrap passcodeKey = WriteHeader(output, keybag.Uuid.ToArray(), password, cost);
        byte[] wrapped = new byte[AesKeys.KeyLength + AesKeyWrap.Overhead];
        foreach (KeybagEntry entry in keybag.Entries)
        {
            if (entry.OpensWithPassword)
            {
                keys.Rewrap(entry.ProtectionClass, passcodeKey, wrapped);
                WriteEntry(output, entry with { WrappedKey = wrapped });
            }
        }

        return Keybag.Parse(output.ToArray());
    }

    private static Keybag Create(
        BackupPassword password, KeybagCost cost, Func<int, bool> leavesDevice, out ClassKeys keys)
    {
        using MemoryStream output = new();
        using AesKeyWrap passcodeKey = WriteHeader(output, Random(UuidLength), password, cost);
        byte[] wrapped = new byte[AesKeys.KeyLength + AesKeyWrap.Overhead];
        for (int protectionClass = Classes; protectionClass > 0; protectionClass--)
        {
            byte[] key = Random(AesKeys.KeyLength);
            passcodeKey.Wrap(key, wrapped);
            CryptographicOperations.ZeroMemory(key);
            WriteEntry(output, new KeybagEntry
            {
                Uuid = Random(UuidLength),
                ProtectionClass = protectionClass,
                Wrap = KeybagEntry.WrappedWithPasscodeKey
                    | (leavesDevice(protectionClass) ? 0 : KeybagEntry.WrappedWithDeviceKey),
                WrappedKey = wrapped,
            });
        }

        Keybag keybag = Keybag.Parse(output.ToArray());
        keys = ClassKeys.TryUnwrap(keybag, passcodeKey)
            ?? throw new EngineException(ErrorKind.Unexpected, "A new keybag does not open.");
        return keybag;
    }

    private static AesKeyWrap WriteHeader(Stream output, byte[] uuid, BackupPassword password, KeybagCost cost)
    {
        KeybagDerivation derivation = new()
        {
            Cost = cost,
            Salt = Random(SaltLength),
            FirstSalt = cost.FirstRounds is null ? ReadOnlyMemory<byte>.Empty : Random(SaltLength),
        };
        WriteNumber(output, "VERS", Version);
        WriteNumber(output, "TYPE", BackupType);
        Write(output, "UUID", uuid);
        Write(output, "HMCK", new byte[SignatureKeyLength]);
        WriteNumber(output, "WRAP", 0);
        Write(output, "SALT", derivation.Salt.Span);
        WriteNumber(output, "ITER", cost.Rounds);
        if (cost.FirstRounds is int firstRounds)
        {
            WriteNumber(output, "DPWT", 1);
            WriteNumber(output, "DPIC", firstRounds);
            Write(output, "DPSL", derivation.FirstSalt.Span);
        }

        return derivation.DeriveWrap(password.Utf8);
    }

    private static void WriteEntry(Stream output, KeybagEntry entry)
    {
        Write(output, "UUID", entry.Uuid.Span);
        WriteNumber(output, "CLAS", entry.ProtectionClass);
        WriteNumber(output, "WRAP", entry.Wrap);
        WriteNumber(output, "KTYP", entry.KeyType);
        Write(output, "WPKY", entry.WrappedKey.Span);
    }

    private static void WriteNumber(Stream output, string tag, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        Write(output, tag, bytes);
    }

    private static void Write(Stream output, string tag, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        output.Write(Encoding.ASCII.GetBytes(tag));
        output.Write(length);
        output.Write(value);
    }

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        RandomNumberGenerator.Fill(bytes);
        return bytes;
    }
}
