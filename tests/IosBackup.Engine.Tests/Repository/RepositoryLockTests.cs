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

    public void Dispose() => _folder.Dispose();

    private void WriteOwner(string host, DateTime renewed)
    {
        Directory.CreateDirectory(_layout.Own);
        File.WriteAllBytes(_layout.LockOwner, PropertyList.ToXml(new PlistDictionary { ["Host"] = host, ["ProcessId"] = 1 }));
        File.SetLastWriteTimeUtc(_layout.LockOwner, renewed);
    }
}
