using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Records;
using IosBackup.Engine.Tests.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

/// <summary>Stores of a repository, which knows what came from the phone.</summary>
public sealed class ProvedStoreTests(GoodBackups backups) : IClassFixture<GoodBackups>
{
    private const string Domain = "HomeDomain";
    private const string Path = "Library/SMS/sms.db";

    private static readonly StoreDefinition s_store = new()
    {
        Name = "Messages",
        Places = [new StorePlace(Domain, Path)],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_came_from_the_phone_is_read_without_a_word(bool isEncrypted)
    {
        using GoodBackup backup = backups.Copy(isEncrypted);

        Assert.Empty(Read(backup).Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_that_was_changed_since_is_read_with_a_warning(bool isEncrypted)
    {
        using GoodBackup backup = backups.Copy(isEncrypted);
        string payload = backup.PathOf(Domain, Path);
        byte[] bytes = File.ReadAllBytes(payload);
        int at = isEncrypted ? bytes.Length - 5000 : bytes.AsSpan().IndexOf("message 17"u8);
        bytes[at] ^= 1;
        File.WriteAllBytes(payload, bytes);

        (long rows, List<RecordWarning> warnings) = Read(backup);

        Assert.Equal(RecordWarningKind.StoreDamaged, Assert.Single(warnings).Kind);
        Assert.True(rows > 0);
    }

    private static (long Rows, List<RecordWarning> Warnings) Read(GoodBackup good)
    {
        List<RecordWarning> warnings = [];
        using Backup backup = Backup.Open(good.Folder);
        if (good.IsEncrypted)
        {
            using BackupPassword password = BackupPassword.FromChars(GoodBackup.Secret);
            backup.Unlock(password);
        }

        RecordSource source = new(backup, warnings.Add);
        using RecordStore store = source.TryOpen(s_store, TestContext.Current.CancellationToken)!;
        return (store.Database.QueryInteger("SELECT max(id) FROM message") ?? 0, warnings);
    }
}
