using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Tests.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>What others have put into a generation's folder stays there.</summary>
public sealed class GenerationFilesTests : IAsyncLifetime
{
    private static readonly string[] s_foreign =
    [
        "restored/HomeDomain/secret.txt",
        "00008101-000B22220000902E/Manifest.plist",
        "00/notes.txt",
        "00/00/0000000000000000000000000000000000000000",
        "00/ff00000000000000000000000000000000000000",
        "Snapshot/elsewhere/file.txt",
        "AB/ab00000000000000000000000000000000000000",
    ];

    private readonly TemporaryFolder _other = new();
    private Bench _bench = null!;

    private BackupRepository Here => BackupRepository.Open(FileLayer.Real, _bench.Repository.Path);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _bench.KeepFew();
        await _bench.BackUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_builds_on_a_generation_does_not_carry_it_on()
    {
        string[] before = Plant();
        _bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");

        BackupRunResult result = await _bench.BackUpAsync();

        Assert.False(result.IsFull);
        _bench.AssertEqualsPhone(_bench.Newest);
        Assert.True(File.Exists(Path.Combine(_bench.Newest, "Tool.plist")));
        Assert.DoesNotContain(Paths(_bench.Newest), s_foreign.Contains);
        Generation older = Assert.Single(Here.Generations(), static one => !one.IsNewest);
        Assert.Equal(before, FolderContents.Describe(older.Path));
    }

    [Fact]
    public void A_copy_does_not_take_it_along()
    {
        Plant();
        Generation newest = Here.Generations()[0];

        using (DeviceRepository there = BackupRepository.Open(FileLayer.Real, _other.Path).OpenDevice(newest.Udid))
        {
            there.Receive(newest, Here.FindLedger(newest), null, Stop);
        }

        string copy = _other[newest.Udid];
        _bench.AssertEqualsPhone(copy);
        Assert.Equal(Paths(newest.Path).Except(s_foreign), Paths(copy));
    }

    [Fact]
    public async Task A_generation_that_was_moved_and_linked_to_is_read_like_any_other()
    {
        Directory.Move(_bench.Newest, _other["moved"]);
        if (!FileLayer.Real.TrySymbolicLink(_bench.Newest, _other["moved"]))
        {
            return;
        }

        Generation linked = Here.Generations()[0];
        using (DeviceRepository there =
            BackupRepository.Open(FileLayer.Real, _other["copies"]).OpenDevice(linked.Udid))
        {
            Generation copy = there.Receive(linked, Here.FindLedger(linked), null, Stop).Generation;
            _bench.AssertEqualsPhone(copy.Path);
        }

        string[] before = FolderContents.Describe(_other["moved"]);
        _bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");

        BackupRunResult result = await _bench.BackUpAsync();

        Assert.False(result.IsFull);
        _bench.AssertEqualsPhone(_bench.Newest);
        Assert.Equal(2, Here.Generations().Count);
        Assert.Equal(before, FolderContents.Describe(Here.Generations()[1].Path));
        Assert.Equal(before, FolderContents.Describe(_other["moved"]));
    }

    [Fact]
    public void A_clone_of_a_backup_of_old_has_the_payloads_that_lie_beside_its_metadata()
    {
        _other.Write("old/Manifest.mbdb", "list");
        _other.Write("old/Info.plist", "info");
        _other.Write("old/0123456789abcdef0123456789abcdef01234567", "payload");
        _other.Write("old/0123456789abcdef0123456789abcdef01234567.mdinfo", "of iOS 4");

        new GenerationCloner(FileLayer.Real, CloneMethod.Copy).Clone(_other["old"], _other["clone"], Stop);

        Assert.Equal(FolderContents.Describe(_other["old"]), FolderContents.Describe(_other["clone"]));
    }

    [Fact]
    public void What_has_arrived_and_is_not_in_its_place_belongs_to_a_backup()
    {
        _other.Write("backup/Snapshot/Manifest.db", "list");
        _other.Write("backup/Snapshot/01/0123456789abcdef0123456789abcdef01234567", "payload");

        new GenerationCloner(FileLayer.Real, CloneMethod.Copy).Clone(_other["backup"], _other["clone"], Stop);

        Assert.Equal(FolderContents.Describe(_other["backup"]), FolderContents.Describe(_other["clone"]));
    }

    private string[] Plant()
    {
        foreach (string path in s_foreign.Append("Tool.plist"))
        {
            _bench.Repository.Write(Path.Combine(_bench.Phone.Udid, path), "of somebody else");
        }

        return FolderContents.Describe(_bench.Newest);
    }

    private static IEnumerable<string> Paths(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
