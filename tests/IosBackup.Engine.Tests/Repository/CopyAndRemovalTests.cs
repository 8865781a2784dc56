using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Tests.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

public sealed class CopyAndRemovalTests : IAsyncLifetime
{
    private readonly TemporaryFolder _other = new();
    private Bench _bench = null!;

    private BackupRepository Here => BackupRepository.Open(FileLayer.Real, _bench.Repository.Path);

    private BackupRepository There => BackupRepository.Open(FileLayer.Real, _other.Path);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        for (int run = 0; run < 3; run++)
        {
            _bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "messages " + run);
            await _bench.BackUpAsync();
        }
    }

    [Fact]
    public void A_copy_equals_its_source_and_only_what_is_missing_travels()
    {
        List<CopyProgress?> travelled = [.. OldestFirst().Select(generation => Copy(generation, FileLayer.Real))];

        Assert.Equal(Contents(Here), Contents(There));
        Assert.True(travelled[0]!.FilesCopied > 300);
        Assert.All(travelled.Skip(1), static travel => Assert.InRange(travel!.FilesCopied, 1, 8));
        Assert.Equal(Stamps(Here), Stamps(There));
        Assert.All(OldestFirst(), generation => Assert.Null(Copy(generation, FileLayer.Real)));
    }

    [Fact]
    public void Generations_may_be_copied_in_any_order()
    {
        foreach (Generation generation in OldestFirst().Reverse())
        {
            Copy(generation, FileLayer.Real);
        }

        Assert.Equal(Contents(Here), Contents(There));
    }

    [Fact]
    public void A_rotten_source_is_found_out_and_nothing_appears()
    {
        Generation newest = Here.Generations()[0];
        string payload = Directory.EnumerateFiles(newest.Path, "*", SearchOption.AllDirectories)
            .First(static path => new FileInfo(path).Length > 1000 && Path.GetFileName(path).Length == 40);
        byte[] bytes = File.ReadAllBytes(payload);
        bytes[500] ^= 1;
        File.Delete(payload);
        File.WriteAllBytes(payload, bytes);

        EngineException rotten = Assert.Throws<EngineException>(() => Copy(newest, FileLayer.Real));

        Assert.Equal(ErrorKind.PayloadDamaged, rotten.Kind);
        Assert.Empty(There.Generations());
    }

    [Fact]
    public void A_source_that_has_lost_a_file_is_found_out_and_nothing_appears()
    {
        Generation newest = Here.Generations()[0];
        File.Delete(Directory.EnumerateFiles(newest.Path, "*", SearchOption.AllDirectories)
            .First(static path => Path.GetFileName(path).Length == 40));

        EngineException lost = Assert.Throws<EngineException>(() => Copy(newest, FileLayer.Real));

        Assert.Equal(ErrorKind.PayloadMissing, lost.Kind);
        Assert.Empty(There.Generations());
    }

    [Theory]
    [InlineData("Manifest.db")]
    [InlineData("Manifest.plist")]
    public void Damaged_metadata_of_a_source_are_damage_and_nothing_appears(string name)
    {
        Generation newest = Here.Generations()[0];
        byte[] bytes = File.ReadAllBytes(Path.Combine(newest.Path, name));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(newest.Path, name), bytes);

        using DeviceRepository target = There.OpenDevice(newest.Udid);
        EngineException damaged = Assert.Throws<EngineException>(
            () => target.Receive(newest, Here.FindLedger(newest), null, Stop));

        Assert.Equal(ErrorKind.ManifestDamaged, damaged.Kind);
        Assert.Contains(name, damaged.Message, StringComparison.Ordinal);
        Assert.Empty(There.Generations());
    }

    [Fact]
    public void Of_twins_the_one_that_was_seen_is_removed_and_the_other_keeps_its_record()
    {
        string twin = Here.Generations()[0].Path + "-20200101-000000";
        Directory.CreateDirectory(twin);
        File.Copy(Path.Combine(_bench.Newest, "Status.plist"), Path.Combine(twin, "Status.plist"));
        string[] good = FolderContents.Describe(_bench.Newest);

        Remove(Here.Generations().Single(other => other.Path == twin), force: true);

        Assert.False(Directory.Exists(twin));
        Assert.Equal(good, FolderContents.Describe(_bench.Newest));
        Assert.NotNull(Here.Generations()[0].Record);
    }

    [Fact]
    public void The_newest_good_generation_is_not_removed_unless_one_insists()
    {
        Generation newest = Here.Generations()[0];
        EngineException refused = Assert.Throws<EngineException>(() => Remove(newest, force: false));
        Assert.Equal(ErrorKind.LastGeneration, refused.Kind);
        Assert.True(Directory.Exists(newest.Path));

        foreach (Generation generation in OldestFirst().Take(2))
        {
            Remove(generation, force: false);
        }

        Generation last = Assert.Single(Here.Generations());
        Assert.Throws<EngineException>(() => Remove(last, force: false));
        Remove(last, force: true);
        Assert.Empty(Here.Generations());
    }

    [Fact]
    public async Task When_the_newest_is_removed_the_one_before_takes_its_place()
    {
        IReadOnlyList<Generation> generations = Here.Generations();
        string[] second = FolderContents.Describe(generations[1].Path);

        Remove(generations[0], force: true);

        Generation newest = Here.Generations()[0];
        Assert.True(newest.IsNewest);
        Assert.Equal(second, FolderContents.Describe(newest.Path));
        Assert.NotNull(newest.Record);
        Assert.False((await _bench.BackUpAsync()).IsFull);
        _bench.AssertEqualsPhone(_bench.Newest);
    }

    [Fact]
    public async Task What_is_removed_is_the_generation_that_was_seen_although_a_newer_one_took_its_place()
    {
        Generation seen = Here.Generations()[0];
        _bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "the newest messages");
        await _bench.BackUpAsync();

        Remove(seen, force: false);

        Assert.DoesNotContain(Here.Generations(), other => other.Status!.Uuid == seen.Status!.Uuid);
        _bench.AssertEqualsPhone(_bench.Newest);
        EngineException gone = Assert.Throws<EngineException>(() => Remove(seen, force: true));
        Assert.Equal(ErrorKind.BackupReplaced, gone.Kind);
        _bench.AssertEqualsPhone(_bench.Newest);
    }

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await _bench.DisposeAsync();
    }

    private static string[] Contents(BackupRepository repository) =>
        [.. repository.Generations()
            .SelectMany(static generation => FolderContents.Describe(generation.Path)
                .Select(file => $"{Path.GetFileName(generation.Path)}: {file}"))
            .Order(StringComparer.Ordinal)];

    private static string[] Stamps(BackupRepository repository) =>
        [.. repository.Generations()
            .Select(static generation => generation.Record!.Stamp)
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void Where_nothing_can_be_written_any_more_a_generation_can_still_be_removed()
    {
        Generation oldest = OldestFirst().First();
        using (DeviceRepository place =
            BackupRepository.Open(new FullVolume(), _bench.Repository.Path).OpenDevice(oldest.Udid))
        {
            place.Remove(oldest, force: false);
        }

        Assert.False(Directory.Exists(oldest.Path));
        Assert.Equal(2, Here.Generations().Count);
    }

    private IEnumerable<Generation> OldestFirst() => Here.Generations().Reverse();

    private CopyProgress? Copy(Generation generation, FileLayer files)
    {
        using DeviceRepository source = Here.OpenDevice(generation.Udid);
        using DeviceRepository target = BackupRepository.Open(files, _other.Path).OpenDevice(generation.Udid);
        return target.Receive(generation, source.LedgerOf(generation), null, Stop).Travelled;
    }

    private void Remove(Generation generation, bool force)
    {
        using DeviceRepository place = Here.OpenDevice(generation.Udid);
        place.Remove(generation, force);
    }

    /// <summary>A volume on which nothing finds room.</summary>
    private sealed class FullVolume : FileLayer
    {
        private const int NoSpace = 28;

        public override void CreateDirectory(string path)
        {
            if (!Directory.Exists(path))
            {
                throw Full();
            }
        }

        public override void Write(Stream file, byte[] buffer, int count) => throw Full();

        private static IOException Full() =>
            new("It is full.", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : NoSpace);
    }
}
