using System;
using IosBackup.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Backups;

[Collection(ProcessState.Name)]
public sealed class UnlockedKeybagsTests
{
    [Fact]
    public void Keys_that_are_lent_stay_intact_until_they_are_given_back()
    {
        ClassKeys keys = Derive();
        byte[] wrapped = Wrap(keys);
        UnlockedKeybags.Keep(keys);
        BorrowedKeys first = UnlockedKeybags.Borrow(keys.KeybagId)!;
        BorrowedKeys second = UnlockedKeybags.Borrow(keys.KeybagId)!;

        UnlockedKeybags.Forget(keys.KeybagId);

        Assert.False(UnlockedKeybags.Contains(keys.KeybagId));
        Assert.Null(UnlockedKeybags.Borrow(keys.KeybagId));
        first.Dispose();
        first.Dispose();
        Assert.True(Opens(second.Keys, wrapped));
        second.Dispose();
        Assert.False(Opens(keys, wrapped));
    }

    [Fact]
    public void Keys_that_nobody_reads_with_are_zeroed_at_once()
    {
        ClassKeys keys = Derive();
        byte[] wrapped = Wrap(keys);
        UnlockedKeybags.Keep(keys);
        Assert.True(UnlockedKeybags.Contains(keys.KeybagId));

        UnlockedKeybags.Forget(keys.KeybagId);

        Assert.False(Opens(keys, wrapped));
    }

    private static ClassKeys Derive()
    {
        using BackupPassword password = BackupPassword.FromChars("test");
        KeybagBuilder.Create(password, KeybagCost.Low, out ClassKeys keys);
        return keys;
    }

    private static byte[] Wrap(ClassKeys keys)
    {
        using FileKey key = keys.NewKey(3);
        return key.Wrapped.ToArray();
    }

    private static bool Opens(ClassKeys keys, byte[] wrapped)
    {
        try
        {
            keys.Open(wrapped).Dispose();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
