using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>How a folder becomes a repository.</summary>
public sealed class RepositoryBeginningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Own => _folder[RepositoryLayout.OwnFolder];

    [Fact]
    public void Two_processes_that_begin_a_repository_at_once_both_succeed()
    {
        Interrupted first = new(() => BackupRepository.Open(FileLayer.Real, _folder.Path).Initialize());

        BackupRepository.Open(first, _folder.Path).Initialize();

        AssertBegun();
    }

    [Fact]
    public void Who_comes_second_and_cannot_replace_what_is_there_takes_it_as_it_is()
    {
        Interrupted second = new(() =>
        {
            BackupRepository.Open(FileLayer.Real, _folder.Path).Initialize();
            throw new IOException("It is in use.");
        });

        BackupRepository.Open(second, _folder.Path).Initialize();

        AssertBegun();
    }

    [Fact]
    public void A_torn_mark_is_written_anew()
    {
        Directory.CreateDirectory(Own);
        File.WriteAllText(Path.Combine(Own, "repository.plist"), "torn");

        BackupRepository.Open(FileLayer.Real, _folder.Path).Initialize();

        Assert.NotEqual("torn", File.ReadAllText(Path.Combine(Own, "repository.plist")));
    }

    [Fact]
    public void A_folder_that_nobody_may_look_into_is_unavailable()
    {
        BackupRepository repository = BackupRepository.Open(new Closed(), _folder.Path);

        EngineException error = Assert.Throws<EngineException>(() => repository.Generations("some"));

        Assert.Equal((ErrorKind.BackupUnavailable, (object)_folder.Path), (error.Kind, error.Target));
    }

    public void Dispose() => _folder.Dispose();

    private void AssertBegun() =>
        Assert.Equal(["repository.plist"], Directory.GetFileSystemEntries(Own).Select(Path.GetFileName));

    /// <summary>Belongs to another user, who shares nothing.</summary>
    private sealed class Closed : FileLayer
    {
        public override IEnumerable<string> FoldersIn(string folder) => throw new UnauthorizedAccessException();
    }

    /// <summary>Lets something happen right before a file is put in place.</summary>
    private sealed class Interrupted(Action meanwhile) : FileLayer
    {
        public override void MoveFile(string source, string target, OpenFolder? folder)
        {
            meanwhile();
            base.MoveFile(source, target, folder);
        }
    }
}
