using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CsCheck;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class BackupComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_two_backups_hold_the_differences_lead_from_one_to_the_other()
    {
        Gen<Dictionary<string, int>> gen =
            Gen.Dictionary(Gen.Char["abcdefgh"].Select(char.ToString), Gen.Int[0, 3])[0, 6];
        Gen.Select(gen, gen, Gen.Bool).Sample(
            (before, after, records) =>
            {
                using TemporaryFolder folder = new();
                using Backup first = records ? WriteRecords(folder["1"], before) : Write(folder["1"], before);
                using Backup second = Write(folder["2"], after);
                Dictionary<string, int> result = new(before);
                foreach (FileDifference difference in BackupComparison.Compare(
                    first, second, new BackupFileQuery { Kinds = FileKind.File }, Stop))
                {
                    string path = difference.File.RelativePath;
                    if (difference.Change == FileChange.Removed)
                    {
                        Assert.True(result.Remove(path));
                        continue;
                    }

                    Assert.Equal(difference.Change == FileChange.Changed, result.ContainsKey(path));
                    result[path] = (int)difference.File.Size;
                }

                Assert.Equivalent(after, result, strict: true);
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void Every_aspect_is_told()
    {
        BackupFile file = new()
        {
            FileId = FileIds.Compute("HomeDomain", "a"),
            Domain = "HomeDomain",
            RelativePath = "a",
            Kind = FileKind.File,
            Digest = new byte[] { 1 },
        };

        Assert.Equal(FileAspects.None, Differ(file with { Inode = 7, LastStatusChange = 9 }));
        Assert.Equal(FileAspects.Kind, Differ(file with { Kind = FileKind.SymbolicLink }));
        Assert.Equal(FileAspects.Size, Differ(file with { Size = 1 }));
        Assert.Equal(FileAspects.LastWriteTime, Differ(file with { LastModified = 1 }));
        Assert.Equal(FileAspects.Digest, Differ(file with { Digest = new byte[] { 2 } }));
        Assert.Equal(FileAspects.None, Differ(file with { Digest = default }));
        Assert.Equal(FileAspects.LinkTarget, Differ(file with { LinkTarget = "b" }));
        Assert.Equal(FileAspects.Mode, Differ(file with { Mode = 1 }));
        Assert.Equal(FileAspects.Owner, Differ(file with { GroupId = 501 }));
        Assert.Equal(FileAspects.ProtectionClass, Differ(file with { ProtectionClass = 3 }));
        Assert.Equal(FileAspects.ExtendedAttributes, Differ(file with { ExtendedAttributes = new byte[] { 1 } }));

        // Encrypted with another key, other stored bytes say nothing about the content.
        Assert.Equal(FileAspects.None, Differ(file with { Digest = new byte[] { 2 }, EncryptionKey = new byte[44] }));

        FileAspects Differ(BackupFile other) => BackupComparison.Compare(file, other);
    }

    [Fact]
    public void Both_orders_list_the_same_files_and_all_domains()
    {
        using Backup unlocked = SampleBackup.OpenUnlocked();
        BackupFile[] files = [.. unlocked.Files(stop: Stop)];

        Assert.Equal(
            files.Select(static file => file.FileId).Order(StringComparer.Ordinal),
            unlocked.FilesById(stop: Stop).Select(static file => file.FileId));
        Assert.Equal(
            files.Select(static file => file.Domain).Distinct().Order(StringComparer.Ordinal),
            unlocked.Domains(Stop));
    }

    private static Backup Write(string folder, Dictionary<string, int> files)
    {
        BackupWriterOptions options = new() { Properties = new BackupProperties(new PlistDictionary()) };
        using (BackupWriter writer = BackupWriter.Create(folder, options, stop: Stop))
        {
            foreach ((string path, int size) in files)
            {
                writer.Add(NewFile(path, size), new MemoryStream(new byte[size]));
            }

            writer.Finish();
        }

        return Backup.Open(folder);
    }

    private static Backup WriteRecords(string folder, Dictionary<string, int> files)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(
            Path.Combine(folder, ManifestRecords.FileName),
            MbdbWriter.Write(files.Select(static file => NewFile(file.Key, file.Value))));
        File.WriteAllBytes(
            Path.Combine(folder, BackupProperties.FileName), new BackupProperties(new PlistDictionary()).ToBytes());
        return Backup.Open(folder);
    }

    private static BackupFile NewFile(string path, int size) => new()
    {
        FileId = string.Empty,
        Domain = "AppDomain-com.example.app",
        RelativePath = path,
        Kind = FileKind.File,
        Size = size,
    };
}
