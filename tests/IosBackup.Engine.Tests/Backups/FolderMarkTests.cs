using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

/// <summary>A repository renames the generation that somebody reads.</summary>
public sealed class FolderMarkTests : System.IDisposable
{
    private const string Udid = "00008030-000A11110000802E";
    private const string FileId = "3d0d7e5fb2ce288813306e4d4636395e047a3d28";

    private readonly TemporaryFolder _repository = new();

    public FolderMarkTests()
    {
        MakeGeneration("older");
    }

    [Fact]
    public void A_reader_stays_with_its_generation_when_a_newer_one_takes_its_place()
    {
        BackupFolder folder = new(_repository[Udid]);
        Directory.Move(_repository[Udid], _repository[Udid + "-20261116-020000"]);
        MakeGeneration("newer, and longer");

        using StreamReader payload = new(folder.OpenPayload(FileId));

        Assert.Equal("older", payload.ReadToEnd());
        Assert.Equal(_repository[Udid + "-20261116-020000"], folder.Path);
    }

    [Fact]
    public void A_reader_gets_through_the_moment_between_the_two_renames()
    {
        BackupFolder folder = new(_repository[Udid]);
        Directory.Move(_repository[Udid], _repository[Udid + "-20261116-020000"]);

        using StreamReader payload = new(folder.OpenPayload(FileId));

        Assert.Equal("older", payload.ReadToEnd());
    }

    [Fact]
    public void A_generation_that_is_gone_is_not_mistaken_for_another()
    {
        BackupFolder folder = new(_repository[Udid]);
        Directory.Delete(_repository[Udid], recursive: true);
        MakeGeneration("newer, and longer");

        EngineException gone = Assert.Throws<EngineException>(() => folder.OpenPayload(FileId));

        Assert.Equal(ErrorKind.BackupReplaced, gone.Kind);
    }

    [Fact]
    public void A_status_that_is_a_link_to_something_huge_is_not_read()
    {
        string huge = _repository["huge"];
        using (FileStream file = File.Create(huge))
        {
            file.SetLength(3L * 1024 * 1024 * 1024);
        }

        File.Delete(_repository[$"{Udid}/Status.plist"]);
        File.CreateSymbolicLink(_repository[$"{Udid}/Status.plist"], huge);

        Assert.Null(FolderMark.Of(_repository[Udid]));
    }

    public void Dispose() => _repository.Dispose();

    private void MakeGeneration(string content)
    {
        _repository.Write($"{Udid}/Status.plist", "status of " + content);
        _repository.Write($"{Udid}/3d/{FileId}", content);
    }
}
