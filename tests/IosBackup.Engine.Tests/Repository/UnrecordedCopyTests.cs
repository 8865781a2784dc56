using System;
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

/// <summary>Copies of backups that no repository has a record of: its own list tells what belongs to one.</summary>
public sealed class UnrecordedCopyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _other = new();
    private Bench _bench = null!;

    private BackupRepository There => BackupRepository.Open(FileLayer.Real, _other.Path);

    private Generation Source => BackupRepository.Open(FileLayer.Real, _bench.Repository.Path).Generations().Single();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Bench.StartAsync();
        _bench.KeepFew();
        await _bench.BackUpAsync();
        Forget(_bench.Repository);
    }

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await _bench.DisposeAsync();
    }

    [Fact]
    public void A_whole_backup_is_copied()
    {
        using DeviceRepository target = There.OpenDevice(_bench.Phone.Udid);

        (Generation copy, CopyProgress? travelled, bool isUnproved) = target.Receive(Source, null, null, Stop);

        Assert.NotNull(travelled);
        Assert.False(isUnproved);
        _bench.AssertEqualsPhone(copy.Path);
        Assert.Null(target.Receive(Source, null, null, Stop).Travelled);
    }

    [Fact]
    public void A_file_that_the_source_has_lost_is_missed()
    {
        File.Delete(Payload(_bench.Newest));

        AssertRefused(ErrorKind.PayloadMissing);
    }

    [Fact]
    public void A_link_in_a_payloads_place_is_no_payload()
    {
        string payload = Payload(_bench.Newest);
        File.Move(payload, _bench.Repository["moved"]);
        if (FileLayer.Real.TrySymbolicLink(payload, _bench.Repository["moved"]))
        {
            AssertRefused(ErrorKind.PayloadDamaged);
        }
    }

    [Theory]
    [InlineData("Manifest.db")]
    [InlineData("Manifest.plist")]
    public void A_list_that_cannot_be_read_is_damage(string name)
    {
        File.WriteAllText(Path.Combine(_bench.Newest, name), "garbage");

        AssertRefused(ErrorKind.ManifestDamaged);
    }

    [Fact]
    public void A_copy_without_a_record_that_has_lost_a_file_is_replaced()
    {
        using (DeviceRepository target = There.OpenDevice(_bench.Phone.Udid))
        {
            target.Receive(Source, null, null, Stop);
        }

        Forget(_other);
        File.Delete(Payload(_other[_bench.Phone.Udid]));
        using DeviceRepository again = There.OpenDevice(_bench.Phone.Udid);

        (Generation copy, CopyProgress? travelled, _) = again.Receive(Source, null, null, Stop);

        Assert.NotNull(travelled);
        Assert.Equal(FolderContents.Describe(_bench.Newest), FolderContents.Describe(copy.Path));
        Assert.NotNull(There.Generations().Single().Record);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_copy_that_has_lost_a_file_is_replaced_by_none_that_is_worse(int damaged)
    {
        using DeviceRepository target = There.OpenDevice(_bench.Phone.Udid);
        Generation copy = target.Receive(Source, null, null, Stop).Generation;
        string inSource = Payload(_bench.Newest, damaged);
        string lost = Payload(copy.Path, 0);
        byte[] bytes = File.ReadAllBytes(inSource);
        bytes[0] ^= 1;
        File.Delete(inSource);
        File.WriteAllBytes(inSource, bytes);
        File.Delete(lost);
        string[] left = FolderContents.Describe(copy.Path);

        EngineException? refused = Record.Exception(() => target.Receive(Source, null, null, Stop)) as EngineException;

        if (damaged == 0)
        {
            Assert.Equal((ErrorKind.PayloadDamaged, inSource), (refused?.Kind, refused?.Target));
            Assert.Equal(left, FolderContents.Describe(copy.Path));
        }
        else
        {
            // What the source has damaged, the copy has as it came.
            Assert.Null(refused);
            _bench.AssertEqualsPhone(copy.Path);
        }
    }

    private void AssertRefused(ErrorKind kind)
    {
        using DeviceRepository target = There.OpenDevice(_bench.Phone.Udid);

        EngineException refused = Assert.Throws<EngineException>(() => target.Receive(Source, null, null, Stop));

        Assert.Equal(kind, refused.Kind);
        Assert.Empty(There.Generations());
    }

    private static void Forget(TemporaryFolder repository) =>
        Directory.Delete(repository[RepositoryLayout.OwnFolder], recursive: true);

    private static string Payload(string folder, int number = 0) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .OrderBy(static path => path, StringComparer.Ordinal)
            .Where(static path => Path.GetFileName(path).Length == 40 && new FileInfo(path).Length > 0)
            .ElementAt(number);
}
