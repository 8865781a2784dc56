using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Runs;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>What the engine and idevicebackup2 write of one phone is the same.</summary>
public sealed class SameBackupTests
{
    [Fact]
    public async Task Both_hosts_write_the_same_files()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await CompareAsync(desk);
        desk.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", new string('s', 200_000));
        desk.Phone.Content.Put("HomeDomain", "Library/new.txt", "new");
        desk.Phone.Content.Remove("MediaDomain", "deep");
        await CompareAsync(desk);
    }

    [Fact]
    public async Task Both_hosts_write_the_same_encrypted_content()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        desk.Phone.BackupPassword = "correct horse";
        await desk.BackUpAsync();
        using BackupPassword password = BackupPassword.FromChars("correct horse");
        IReadOnlyDictionary<string, byte[]> ours = await BackUpAsync(desk, password);

        Assert.Equal(Names(desk.Backup), Names(ours));
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content, "correct horse");
        WrittenBackup.RequireEqual(ours, desk.Phone.Content, "correct horse");
    }

    private static async Task CompareAsync(PhoneOnTheDesk desk)
    {
        await desk.BackUpAsync();
        IReadOnlyDictionary<string, byte[]> theirs = desk.Backup;
        IReadOnlyDictionary<string, byte[]> ours = await BackUpAsync(desk, null);

        Assert.Equal(Names(theirs), Names(ours));
        foreach (string name in theirs.Keys.Where(static name => !name.EndsWith(".plist", StringComparison.Ordinal)))
        {
            Assert.True(theirs[name].AsSpan().SequenceEqual(ours[name]), $"{name} differs.");
        }

        CompareLists("Manifest.plist", theirs, ours, "Date", "BackupKeyBag");
        CompareLists("Status.plist", theirs, ours, "Date", "UUID");
        CompareLists("Info.plist", theirs, ours, "GUID", "Last Backup Date");
    }

    private static void CompareLists(
        string name,
        IReadOnlyDictionary<string, byte[]> theirs,
        IReadOnlyDictionary<string, byte[]> ours,
        params string[] except)
    {
        PlistDictionary expected = PropertyList.ParseDictionary(theirs[name]);
        PlistDictionary actual = PropertyList.ParseDictionary(ours[name]);
        Assert.Empty(expected.Select(static entry => entry.Key).Except(actual.Select(static entry => entry.Key)));

        // Finder writes the product's name too.
        Assert.All(
            actual.Select(static entry => entry.Key).Except(expected.Select(static entry => entry.Key)),
            static key => Assert.Equal("Product Name", key));
        foreach (KeyValuePair<string, PlistNode> entry in expected)
        {
            if (!except.Contains(entry.Key))
            {
                Assert.True(
                    PropertyList.ToBinary(entry.Value).AsSpan()
                        .SequenceEqual(PropertyList.ToBinary(actual[entry.Key]!)),
                    $"{name} differs in {entry.Key}.");
            }
        }
    }

    private static IEnumerable<string> Names(IReadOnlyDictionary<string, byte[]> files) =>
        files.Keys.Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyDictionary<string, byte[]>> BackUpAsync(
        PhoneOnTheDesk desk, BackupPassword? password)
    {
        BackupRunResult result = await desk.BackUpWithEngineAsync(Path.Combine(desk.Folder, "ours"), password);
        Assert.Empty(result.Warnings);
        Assert.Empty(desk.Phone.Observations.Violations);
        return WrittenBackup.ReadFolder(result.Path);
    }
}
