using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Tests.Runs;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>What was damaged at the destination is neither shared by later copies nor taken for a copy.</summary>
public sealed class DamagedCopyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _other = new();
    private Bench _bench = null!;
    private Generation _older = null!;
    private Generation _newer = null!;

    private BackupRepository Here => BackupRepository.Open(FileLayer.Real, _bench.Repository.Path);

    private BackupRepository There => BackupRepository.Open(FileLayer.Real, _other.Path);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _bench.KeepFew();
        await _bench.BackUpAsync();
        _bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        await _bench.BackUpAsync();
        IReadOnlyList<Generation> generations = Here.Generations();
        (_newer, _older) = (generations[0], generations[1]);
        Copy(_older);
    }

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_shares_nothing_with_one_that_failed_its_test()
    {
        Damage(There.Generations()[0].Path, keepTimes: true);
        VerificationResult test = await TestAsync(There.Generations()[0].Path);

        CopyProgress travelled = Copy(_newer)!;

        Assert.False(test.Passed);
        Assert.Equal(0, travelled.FilesLinked);
        Assert.Equal(FolderContents.Describe(_newer.Path), FolderContents.Describe(There.Generations()[0].Path));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void What_is_not_what_it_was_travels_instead_of_being_shared(bool keepTimes, bool readsShared)
    {
        Damage(There.Generations()[0].Path, keepTimes);

        CopyProgress travelled = Copy(_newer, readsShared)!;

        Assert.InRange(travelled.FilesLinked, 1, long.MaxValue);
        Assert.Equal(FolderContents.Describe(_newer.Path), FolderContents.Describe(There.Generations()[0].Path));
    }

    [Fact]
    public void A_link_in_a_payloads_place_is_not_shared()
    {
        string payload = SharedPayload(There.Generations()[0].Path);
        string moved = _other["moved"];
        File.Move(payload, moved);
        if (!FileLayer.Real.TrySymbolicLink(payload, moved))
        {
            return;
        }

        Copy(_newer);

        Assert.Equal(FolderContents.Describe(_newer.Path), FolderContents.Describe(There.Generations()[0].Path));
    }

    [Theory]
    [InlineData("lost", false)]
    [InlineData("lost", true)]
    [InlineData("failed", false)]
    [InlineData("failed", true)]
    [InlineData("unfinished", false)]
    [InlineData("unreadable", false)]
    [InlineData("manifest", false)]
    public async Task A_copy_that_is_not_whole_any_more_is_replaced(string damage, bool isNewest)
    {
        Copy(_newer);
        Generation source = isNewest ? _newer : _older;
        string there = There.Generations().Single(one => one.IsNewest == isNewest).Path;
        switch (damage)
        {
            case "lost":
                File.Delete(SharedPayload(there));
                break;
            case "failed":
                Damage(there, keepTimes: true);
                Assert.False((await TestAsync(there)).Passed);
                break;
            case "unfinished":
                PlistDictionary status =
                    PropertyList.ParseDictionary(File.ReadAllBytes(Path.Combine(there, "Status.plist")));
                status["SnapshotState"] = "uploading";
                Overwrite(Path.Combine(there, "Status.plist"), PropertyList.ToBinary(status));
                break;
            default:
                string name = damage == "manifest" ? "Manifest.db" : "Status.plist";
                Overwrite(Path.Combine(there, name), [1, 2, 3]);
                break;
        }

        // A file that both share is damaged in both: it is not taken from where nobody has looked.
        string other = There.Generations().Single(one => one.IsNewest != isNewest).Path;
        string[] untouched = FolderContents.Describe(other);

        CopyProgress? travelled = Copy(source);

        Assert.NotNull(travelled);
        Assert.Equal(2, There.Generations().Count);
        Assert.Equal(FolderContents.Describe(source.Path), FolderContents.Describe(there));
        Assert.Equal(untouched, FolderContents.Describe(other));
        Assert.All(There.Generations(), one => Assert.Equal(
            ((one.IsNewest ? _newer : _older).Record!.Stamp, null), (one.Record!.Stamp, one.Record.FailedTest)));
        Assert.True((await TestAsync(there)).Passed);
        Assert.Empty(Directory.GetFileSystemEntries(new RepositoryLayout(_other.Path, source.Udid).Trash));
        Assert.Null(Copy(source));
    }

    private static void Overwrite(string path, byte[] content)
    {
        File.Delete(path);
        File.WriteAllBytes(path, content);
    }

    private CopyProgress? Copy(Generation generation, bool readsShared = false)
    {
        using DeviceRepository target = There.OpenDevice(generation.Udid);
        return target.Receive(generation, Here.FindLedger(generation), null, Stop, readsShared).Travelled;
    }

    private static Task<VerificationResult> TestAsync(string folder) =>
        BackupVerifier.RunAsync(folder, new VerificationOptions { Level = VerificationLevel.Hash }, null, Stop);

    /// <summary>Changes a byte of a stored file that both generations have.</summary>
    private void Damage(string folder, bool keepTimes)
    {
        string payload = SharedPayload(folder);
        DateTime written = File.GetLastWriteTimeUtc(payload);
        File.SetAttributes(payload, FileAttributes.Normal);
        using (FileStream file = new(payload, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 50;
            int old = file.ReadByte();
            file.Position = 50;
            file.WriteByte((byte)(old ^ 1));
        }

        if (keepTimes)
        {
            File.SetLastWriteTimeUtc(payload, written);
        }
    }

    private string SharedPayload(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .First(path => Path.GetFileName(path).Length == 40 && new FileInfo(path).Length > 100
                && IsSame(path, path.Replace(folder, _newer.Path)));

    private static bool IsSame(string left, string right) =>
        File.Exists(right) && File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));
}
