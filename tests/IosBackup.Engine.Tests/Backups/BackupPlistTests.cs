using System;
using System.IO;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class BackupPlistTests
{
    private const string SampleFolder = "00008030-000A11110000802E";

    [Fact]
    public void The_three_property_lists_of_the_sample_are_read_and_kept_whole()
    {
        BackupInfo info = BackupInfo.Parse(ReadSample(BackupInfo.FileName));
        BackupProperties properties = BackupProperties.Parse(ReadSample(BackupProperties.FileName));
        BackupStatus status = BackupStatus.Parse(ReadSample(BackupStatus.FileName));

        Assert.Equal(SampleFolder, info.TargetIdentifier, ignoreCase: true);
        Assert.True(properties.IsEncrypted);
        Assert.Equal(44, properties.ManifestKey.Length);
        Assert.Equal("10.0", properties.Version);
        Assert.Equal(SampleFolder, properties.UniqueDeviceId, ignoreCase: true);
        Assert.True(status.IsFinished);
        Assert.Equal(info.Values, BackupInfo.Parse(info.ToBytes()).Values);
        Assert.Equal(properties.Values, BackupProperties.Parse(properties.ToBytes()).Values);
        Assert.Equal(status.Values, BackupStatus.Parse(status.ToBytes()).Values);
    }

    [Fact]
    public void A_new_status_says_what_phones_say()
    {
        DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        BackupStatus status = BackupStatus.Parse(BackupStatus.CreateFinished(now, isFullBackup: true).ToBytes());

        Assert.Equal(("new", "finished", "3.3", now, true),
            (status.BackupState, status.SnapshotState, status.Version, status.Date, status.IsFullBackup));
        Assert.True(Guid.TryParse(status.Uuid, out _));
    }

    [Fact]
    public void Both_spellings_of_odd_keys_are_understood()
    {
        BackupInfo bytes = new(new PlistDictionary { ["GUID"] = new byte[] { 0xAB, 0xCD }, ["IMEI2"] = "1" });
        BackupInfo text = new(new PlistDictionary { ["GUID"] = "ABCD", ["IMEI 2"] = "1" });

        Assert.Equal(("ABCD", "1"), (bytes.Guid, bytes.Imei2));
        Assert.Equal(("ABCD", "1"), (text.Guid, text.Imei2));
    }

    [Fact]
    public void Setting_nothing_removes_a_key()
    {
        BackupProperties properties = new(new PlistDictionary { ["Unknown"] = 1 })
        {
            Version = "10.0",
            Date = DateTimeOffset.UnixEpoch,
            WasPasscodeSet = true,
            ManifestKey = new byte[44],
        };
        properties.Version = null;
        properties.Date = null;
        properties.WasPasscodeSet = null;
        properties.ManifestKey = default;

        Assert.Equal(new PlistDictionary { ["Unknown"] = 1 }, properties.Values);
        Assert.False(properties.IsEncrypted);
        Assert.True(properties.BackupKeyBag.IsEmpty);
    }

    [Fact]
    public void Values_of_wrong_types_are_nothing()
    {
        BackupStatus status = BackupStatus.Parse(PropertyList.ToBinary(new PlistDictionary
        {
            ["SnapshotState"] = 1,
            ["Date"] = "today",
            ["IsFullBackup"] = "yes",
        }));

        Assert.False(status.IsFinished);
        Assert.Null(status.Date);
        Assert.Null(status.IsFullBackup);
    }

    [Fact]
    public void A_malformed_manifest_list_is_a_damaged_manifest() => Assert.Equal(
        ErrorKind.ManifestDamaged,
        Assert.Throws<EngineException>(() => BackupProperties.Parse(Encoding.ASCII.GetBytes("nothing"))).Kind);

    private static byte[] ReadSample(string name) =>
        File.ReadAllBytes(ConformanceData.Vectors("sample-backup", SampleFolder, name));
}
