using System;

namespace IosBackup.Engine.Cryptography;

/// <summary>A class key in a keybag, wrapped.</summary>
internal sealed record KeybagEntry
{
    /// <summary>Bit of <see cref="Wrap"/>: wrapped with a key that never leaves the device.</summary>
    public const int WrappedWithDeviceKey = 1;

    /// <summary>Bit of <see cref="Wrap"/>: wrapped with the key that comes from the password.</summary>
    public const int WrappedWithPasscodeKey = 2;

    /// <summary>Identifier of the entry, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Uuid { get; init; }

    /// <summary>Protection class, 1 to 15: 1 to 4 for files, 6 to 11 for keychain items.</summary>
    public int ProtectionClass { get; init; }

    /// <summary>How the key is wrapped.</summary>
    public int Wrap { get; init; }

    /// <summary>0 for AES, 1 for Curve25519.</summary>
    public int KeyType { get; init; }

    /// <summary>The wrapped key, 40 bytes; empty when the entry has none.</summary>
    public ReadOnlyMemory<byte> WrappedKey { get; init; }

    /// <summary>Whether the password gives a key, be it one with another layer below.</summary>
    public bool OpensWithPassword => (Wrap & WrappedWithPasscodeKey) != 0 && !WrappedKey.IsEmpty;

    /// <summary>Whether the key is of no use away from the device that made the backup.</summary>
    public bool IsDeviceBound => (Wrap & WrappedWithDeviceKey) != 0;
}
