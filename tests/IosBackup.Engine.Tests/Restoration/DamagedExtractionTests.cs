using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;
using IosBackup.Engine.Tests.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

/// <summary>What does not come out as it came from the phone is an error, and nothing else.</summary>
public sealed class DamagedExtractionTests(GoodBackups backups) : IClassFixture<GoodBackups>, IDisposable
{
    private const int Defects = 60;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_happens_to_a_stored_file_of_a_repository_is_an_error_of_that_file(bool encrypted)
    {
        using GoodBackup good = backups.Copy(encrypted);
        Random random = new(20261128);
        for (int done = 0; done < Defects;)
        {
            using Mutation defect = Mutation.Plant(good.Folder, random);
            string[] damaged = [.. defect.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
            if (!damaged.All(FileIds.IsValid))
            {
                continue;
            }

            RecordingObserver observer = new();
            ExtractionResult result = Extract(good, $"{done++}", observer);

            Assert.Equal(damaged, FailedIds(good, observer));
            Assert.Equal(damaged.Length, result.Failed);
            Assert.DoesNotContain(observer.Failures.Keys, observer.Ended.ContainsKey);
        }
    }

    [Fact]
    public void Without_a_repository_the_digest_of_the_manifest_tells()
    {
        using GoodBackup good = backups.Copy(isEncrypted: false);
        good.ForgetRepository();
        (BackupFile file, string path) = good.Payloads().First(
            static payload => !payload.File.Digest.IsEmpty && payload.File.Size > 0);
        byte[] content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
        RecordingObserver observer = new();

        Extract(good, "out", observer);

        KeyValuePair<string, EngineException> failure = Assert.Single(observer.Failures);
        Assert.Equal((file.ToString(), ErrorKind.PayloadDamaged), (failure.Key, failure.Value.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_files_are_written_when_they_are_wanted_and_are_errors_all_the_same(bool encrypted)
    {
        using GoodBackup good = backups.Copy(encrypted);
        (BackupFile file, string path) = good.Payloads().Single(
            static payload => payload.File.RelativePath == "Media/IMG_0001.JPG");
        byte[] content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
        RecordingObserver observer = new();

        ExtractionResult result = Extract(
            good, "out", observer, new ExtractionOptions { IncludesDamaged = true });

        Assert.Equal(1, result.Failed);
        Assert.Equal(ErrorKind.PayloadDamaged, observer.Failures[file.ToString()].Kind);
        string written = _folder["out", "CameraRollDomain", "Media", "IMG_0001.JPG"];
        Assert.InRange(new FileInfo(written).Length, file.Size, file.Size + 16);

        // The good one, found elsewhere later, is not taken for there already.
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
        Extract(good, "out", observer, new ExtractionOptions { Overwrites = true });
        Assert.Equal(file.Size, new FileInfo(written).Length);
        Assert.Equal(file.LastWriteTime.UtcDateTime, File.GetLastWriteTimeUtc(written));
    }

    private static string[] FailedIds(GoodBackup good, RecordingObserver observer)
    {
        Dictionary<string, string> ids = good.Payloads().ToDictionary(
            static payload => payload.File.ToString(), static payload => payload.File.FileId);
        return [.. observer.Failures.Keys.Select(name => ids[name]).Order(StringComparer.Ordinal)];
    }

    private ExtractionResult Extract(
        GoodBackup good, string name, RecordingObserver observer, ExtractionOptions? options = null)
    {
        using Backup backup = Backup.Open(good.Folder);
        if (good.IsEncrypted)
        {
            using BackupPassword password = BackupPassword.FromChars(GoodBackup.Secret);
            backup.Unlock(password);
        }

        using FolderExtraction extraction = new(_folder[name], options ?? new ExtractionOptions(), observer, Stop);
        foreach (BackupFile file in backup.Files(stop: Stop))
        {
            extraction.Add(backup, file);
        }

        return extraction.Complete();
    }
}
