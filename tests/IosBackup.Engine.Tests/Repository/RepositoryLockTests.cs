using System;
using System.IO;
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

    public void Dispose() => _folder.Dispose();

    private void WriteOwner(string host, DateTime renewed, DateTimeOffset? since = null)
    {
        Directory.CreateDirectory(_layout.Own);
        PlistDictionary owner = new()
        {
            ["Host"] = host,
            ["ProcessId"] = 1,
            ["Since"] = since ?? DateTimeOffset.UtcNow,
        };
        File.WriteAllBytes(_layout.LockOwner, PropertyList.ToXml(owner));
        File.SetLastWriteTimeUtc(_layout.LockOwner, renewed);
    }
}
