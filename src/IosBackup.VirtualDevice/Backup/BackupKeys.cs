using System;
using IosBackup.Engine.Cryptography;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>The keybag of a phone's backups and, when they are encrypted, its open class keys.</summary>
internal sealed record BackupKeys(Keybag Keybag, ClassKeys? ClassKeys)
{
    public bool IsEncrypted => ClassKeys is not null;

    /// <summary>Keys for encrypted backups.</summary>
    public static BackupKeys Create(string password, KeybagCost cost)
    {
        using BackupPassword secret = BackupPassword.FromChars(password.AsSpan());
        Keybag keybag = KeybagBuilder.Create(secret, cost, out ClassKeys keys);
        return new BackupKeys(keybag, keys);
    }

    /// <summary>The keybag of backups that are not encrypted.</summary>
    public static BackupKeys CreateUnencrypted() => new(KeybagBuilder.CreateUnencrypted(), null);

    /// <summary>The same keys behind another password.</summary>
    public BackupKeys Rewrap(string password, KeybagCost cost)
    {
        using BackupPassword secret = BackupPassword.FromChars(password.AsSpan());
        return this with { Keybag = KeybagBuilder.Rewrap(Keybag, ClassKeys!, secret, cost) };
    }
}
