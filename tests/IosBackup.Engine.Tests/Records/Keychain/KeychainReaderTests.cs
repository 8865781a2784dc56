using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Keychain;
using IosBackup.Engine.Tests.Cryptography;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Keychain;

public sealed class KeychainReaderTests
{
    [Fact]
    public void Names_are_read_and_secrets_only_on_demand()
    {
        using TemporaryFolder folder = new();
        using Backup backup = Write(folder);
        RecordSource source = new(backup);
        KeychainReader reader = new();
        IosKeychainItem[] items =
            [.. reader.Read(source, new KeychainQuery(), TestContext.Current.CancellationToken)];
        Assert.All(items, static item => Assert.Null(item.Secret));
        Assert.Contains(items, static item => item.IsDeviceBound);
        Assert.Contains(items, static item => item is { IsDeviceBound: false, Account: not null });
        Assert.Contains(
            reader.Read(
                source, new KeychainQuery { IncludeSecrets = true }, TestContext.Current.CancellationToken),
            static item => item.Secret is not null);
    }

    [Fact]
    public void The_starter_phone_s_keychain_opens_in_an_encrypted_backup_alone()
    {
        KeychainReader reader = new();
        using StoreBackup backup = StoreBackup.OfPhone();
        IosKeychainItem[] items =
            [.. reader.Read(backup.Source, new KeychainQuery(), TestContext.Current.CancellationToken)];
        Assert.Equal(
            TestPhone.Truth.Samples(StarterKind.KeychainItem).Select(static item => (item.Key, item.Text)).Order(),
            items.Where(static item => !item.IsDeviceBound).Select(static item => (item.Name!, item.Account!)).Order());
        Assert.Single(items, static item => item.IsDeviceBound);
        Assert.Equal(
            (RecordWarningKind.DeviceBound, 1), (backup.Warnings.Single().Kind, backup.Warnings.Single().Count));
        using StoreBackup plain = StoreBackup.OfPhone(encrypted: false);
        Assert.All(
            reader.Read(plain.Source, new KeychainQuery(), TestContext.Current.CancellationToken),
            static item => Assert.True(item is { IsDeviceBound: true, Account: null }));
        Assert.Equal(RecordWarningKind.NotInUnencryptedBackups, plain.Warnings.Single().Kind);
    }

    private static Backup Write(TemporaryFolder folder)
    {
        PlistArray items = new(
            KeybagVectors.All["keychain_items_with_keybag_low"]!.AsArray()
                .Select(static item => (PlistNode)new PlistDictionary { ["v_Data"] = item!.Bytes("v_Data") }));
        byte[] keychain = PropertyList.ToBinary(new PlistDictionary { ["genp"] = items });
        using ClassKeys keys = KeybagVectors.OpenLow();
        string path = folder["backup"];
        using BackupWriter writer = BackupWriter.Create(path, new BackupWriterOptions
        {
            Properties = new BackupProperties(new PlistDictionary())
            {
                BackupKeyBag = KeybagVectors.Keybag("low").Bytes("keybag"),
            },
            Keys = keys,
        });
        writer.Add(
            new BackupFile
            {
                FileId = "", Domain = "KeychainDomain", RelativePath = "keychain-backup.plist", Kind = FileKind.File,
            },
            new System.IO.MemoryStream(keychain));
        writer.Finish();
        Backup backup = Backup.Open(path);
        using BackupPassword password = BackupPassword.FromChars(KeybagVectors.SamplePassword);
        backup.Unlock(password);
        return backup;
    }
}
