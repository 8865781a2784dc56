using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

public sealed class RepositoryLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RepositoryLayout _layout;

    public RepositoryLockTests()
    {
        _layout = new RepositoryLayout(_folder.Path, "00008030-000A11110000802E");
    }

    [Fact]
    public void A_second_run_is_told_who_holds_the_lock()
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);

        EngineException refused = Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));

        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.MachineName, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_given_back_can_be_taken_again()
    {
        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();

        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();
    }

    [Fact]
    public void What_a_dead_process_of_this_host_left_behind_does_not_count()
    {
        WriteOwner(Environment.MachineName, DateTime.UtcNow);

        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();
    }

    [Fact]
    public void Another_host_that_renews_its_mark_holds_the_lock_although_its_lock_cannot_be_seen()
    {
        WriteOwner("another-host", DateTime.UtcNow);

        EngineException refused = Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));

        Assert.Contains("another-host", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_host_that_has_gone_silent_does_not()
    {
        WriteOwner("another-host", DateTime.UtcNow.AddMinutes(-10));

        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(3)]
    public void What_another_host_takes_for_the_time_does_not_matter_while_it_renews_its_mark(int hours)
    {
        WriteOwner("another-host", DateTime.UtcNow, since: DateTimeOffset.UtcNow.AddHours(hours));

        EngineException refused = Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));

        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(3)]
    public void What_another_host_took_for_the_time_does_not_matter_once_it_is_silent(int hours)
    {
        WriteOwner("another-host", DateTime.UtcNow.AddMinutes(-10), since: DateTimeOffset.UtcNow.AddHours(hours));

        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();
    }

    [Fact]
    public void A_mark_from_the_future_is_not_taken_for_an_old_one()
    {
        // The clock of the share was set back while the other host works.
        WriteOwner("another-host", DateTime.UtcNow.AddHours(1));

        EngineException refused = Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));

        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
    }

    [Fact]
    public void A_lock_that_was_taken_over_is_found_out_before_anything_moves()
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);
        held.RequireHeld();
        WriteOwner("another-host", DateTime.UtcNow);

        EngineException lost = Assert.Throws<EngineException>(held.RequireHeld);

        Assert.Equal(ErrorKind.RepositoryLocked, lost.Kind);
        Assert.Contains("another-host", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_wakes_up_does_not_write_over_the_mark_of_another()
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);
        WriteOwner("another-host", DateTime.UtcNow);
        byte[] mark = File.ReadAllBytes(_layout.LockOwner);

        held.Renew();

        Assert.Equal(mark, File.ReadAllBytes(_layout.LockOwner));
        Assert.Throws<EngineException>(held.RequireHeld);
    }

    [Fact]
    public void A_lock_that_another_host_has_had_meanwhile_stays_lost()
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);
        byte[] own = File.ReadAllBytes(_layout.LockOwner);
        WriteOwner("another-host", DateTime.UtcNow);
        held.Renew();
        File.WriteAllBytes(_layout.LockOwner, own);

        EngineException lost = Assert.Throws<EngineException>(held.RequireHeld);

        Assert.Equal(ErrorKind.RepositoryLocked, lost.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mark_that_is_gone_is_a_lock_that_is_lost(bool isRenewed)
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);
        File.Delete(_layout.LockOwner);
        if (isRenewed)
        {
            held.Renew();
        }

        EngineException lost = Assert.Throws<EngineException>(held.RequireHeld);

        Assert.Equal(ErrorKind.RepositoryLocked, lost.Kind);
        Assert.False(File.Exists(_layout.LockOwner));
    }

    [Fact]
    public void A_mark_that_cannot_be_read_proves_nothing()
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);
        File.Delete(_layout.LockOwner);
        Directory.CreateDirectory(_layout.LockOwner);

        EngineException lost = Assert.Throws<EngineException>(held.RequireHeld);

        Assert.Equal(ErrorKind.RepositoryLocked, lost.Kind);
    }

    [Fact]
    public void A_mark_that_somebody_reads_is_renewed_and_taken_away_all_the_same()
    {
        using (RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout))
        {
            using FileStream reader = new(
                _layout.LockOwner, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            File.SetLastWriteTimeUtc(_layout.LockOwner, DateTime.UtcNow.AddMinutes(-1));
            held.Renew();
            Assert.True(File.GetLastWriteTimeUtc(_layout.LockOwner) > DateTime.UtcNow.AddSeconds(-30));
            held.RequireHeld();
        }

        Assert.False(File.Exists(_layout.LockOwner));
    }

    [Fact]
    public void Readers_keep_writers_away_and_not_each_other()
    {
        Directory.CreateDirectory(_layout.Own);
        using (RepositoryLock? first = RepositoryLock.TryTakeForReading(FileLayer.Real, _layout.Newest))
        {
            RepositoryLock.TryTakeForReading(FileLayer.Real, _layout.Archived("20260102-030405"))!.Dispose();
            EngineException refused =
                Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));
            Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }

        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();
        Assert.Empty(Directory.GetFiles(_layout.Readers));
    }

    [Fact]
    public void A_writer_keeps_readers_away()
    {
        using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout);

        EngineException refused = Assert.Throws<EngineException>(
            () => RepositoryLock.TryTakeForReading(FileLayer.Real, _layout.Newest));

        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        held.RequireHeld();
    }

    [Fact]
    public void A_reader_on_another_host_counts_as_long_as_it_renews_its_mark()
    {
        string reader = Path.Combine(_layout.Readers, "reader.plist");
        WriteMark(reader, "another-host", DateTime.UtcNow);

        EngineException refused = Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));

        Assert.Contains("another-host", refused.Message, StringComparison.Ordinal);
        WriteMark(reader, "another-host", DateTime.UtcNow.AddMinutes(-10));
        RepositoryLock.Take(FileLayer.Real, _layout).Dispose();
        Assert.False(File.Exists(reader));
    }

    [Fact]
    public void A_writer_on_another_host_keeps_readers_away_as_long_as_it_renews_its_mark()
    {
        WriteOwner("another-host", DateTime.UtcNow);
        EngineException refused = Assert.Throws<EngineException>(
            () => RepositoryLock.TryTakeForReading(FileLayer.Real, _layout.Newest));
        Assert.Contains("another-host", refused.Message, StringComparison.Ordinal);
        WriteOwner("another-host", DateTime.UtcNow.AddMinutes(-10));

        using RepositoryLock? reading = RepositoryLock.TryTakeForReading(FileLayer.Real, _layout.Newest);

        Assert.NotNull(reading);
    }

    [Fact]
    public async Task Whoever_needs_the_lock_for_a_moment_only_is_waited_for()
    {
        RepositoryLock brief = RepositoryLock.Take(FileLayer.Real, _layout, isBrief: true);
        Task<RepositoryLock> waiting = Task.Run(
            () => RepositoryLock.Take(FileLayer.Real, _layout), TestContext.Current.CancellationToken);
        brief.Dispose();

        (await waiting).Dispose();
    }

    [Fact]
    public async Task Where_many_need_the_lock_for_a_moment_each_has_its_turn()
    {
        const int Many = 12;
        TimeSpan moment = TimeSpan.FromMilliseconds(200);

        await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using RepositoryLock brief = RepositoryLock.Take(FileLayer.Real, _layout, isBrief: true);
                Thread.Sleep(moment);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.False(File.Exists(_layout.LockOwner));
    }

    [Fact]
    public void A_backup_outside_a_repository_needs_no_lock() =>
        Assert.Null(RepositoryLock.TryTakeForReading(FileLayer.Real, _layout.Newest));

    [Fact]
    public void On_a_full_volume_the_lock_is_held_without_a_mark()
    {
        using RepositoryLock held = RepositoryLock.Take(new FullFiles(), _layout);

        held.RequireHeld();
        Assert.False(File.Exists(_layout.LockOwner));
        Assert.Throws<EngineException>(() => RepositoryLock.Take(FileLayer.Real, _layout));
    }

    [Fact]
    public void A_repository_that_nobody_may_write_to_is_read_without_a_lock()
    {
        Directory.CreateDirectory(_layout.Own);

        Assert.Null(RepositoryLock.TryTakeForReading(new ReadOnlyFiles(), _layout.Newest));
    }

    public void Dispose() => _folder.Dispose();

    private void WriteOwner(string host, DateTime renewed, DateTimeOffset? since = null) =>
        WriteMark(_layout.LockOwner, host, renewed, since);

    private static void WriteMark(string path, string host, DateTime renewed, DateTimeOffset? since = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PlistDictionary owner = new()
        {
            ["Host"] = host,
            ["ProcessId"] = 1,
            ["Since"] = since ?? DateTimeOffset.UtcNow,
        };
        File.WriteAllBytes(path, PropertyList.ToXml(owner));
        File.SetLastWriteTimeUtc(path, renewed);
    }

    private sealed class ReadOnlyFiles : FileLayer
    {
        public override void CreateDirectory(string path) => throw new UnauthorizedAccessException();
    }

    private sealed class FullFiles : FileLayer
    {
        private const int NoSpace = 28;

        public override void Write(Stream file, byte[] buffer, int count) => throw new IOException(
            "It is full.", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : NoSpace);
    }
}
