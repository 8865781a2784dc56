using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Exports.Records;
using IosBackup.Engine.Exports.Report;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Restoration;
using IosBackup.Engine.Tests.Restoration;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>Nothing but runs writes to the folders of backups and to the repository's own.</summary>
public sealed class ProtectedFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ExtractionBench _bench = new(static writer =>
        writer.Add(ExtractionBench.File("HomeDomain", "Library/a.txt"), ExtractionBench.Text("a")));

    private string Generation => Path.Combine(
        Path.GetDirectoryName(_bench.Destination)!, ExtractionBench.Udid);

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("out")]
    [InlineData("Snapshot/out")]
    [InlineData("00/out/../out")]
    [InlineData("../.iosbackup")]
    [InlineData("../.iosbackup/out")]
    public void Who_writes_is_refused_before_anything_is_written(string below)
    {
        string destination = Path.Combine(Generation, below);
        string[] before = Everything();

        AssertRefused(() => new FolderExtraction(destination, new ExtractionOptions(), _bench.Observer));
        AssertRefused(() => new ExtractionPlanner(destination, new ExtractionOptions()));
        AssertRefused(() => new RecordExporter(new ExportOptions
        {
            Destination = destination,
            Format = ExportFormat.Csv,
            OpenBackup = _ => _bench.Backup,
        }));
        AssertRefused(() => ReportWriter.Write(
            _bench.Backup, Path.Combine(destination, "report.html"), new ReportOptions()));
        AssertRefused(() => BackupRepository.Open(FileLayer.Real, destination).OpenDevice(ExtractionBench.Udid));

        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_link_does_not_lead_into_a_backup_either()
    {
        File.CreateSymbolicLink(_folder["link"], Path.Combine(Generation, "00"));

        AssertRefused(() => ProtectedFolders.Refuse(_folder["link", "out"]));
    }

    [Fact]
    public void Links_that_lead_to_each_other_end()
    {
        File.CreateSymbolicLink(_folder["one"], "two");
        File.CreateSymbolicLink(_folder["two"], "one");

        ProtectedFolders.Refuse(_folder["one", "out"]);
    }

    [Fact]
    public void A_path_through_a_link_to_its_own_folder_ends_however_many_ways_lead_through_it()
    {
        File.CreateSymbolicLink(_folder["here"], ".");

        ProtectedFolders.Refuse(Path.Combine([_folder.Path, .. Enumerable.Repeat("here", 40)]));
    }

    [Theory]
    [InlineData("Info.plist")]
    [InlineData("Status.plist")]
    public void A_backup_that_was_just_begun_is_one(string only)
    {
        _folder.Write(ExtractionBench.Udid + "/" + only, "anything");

        AssertRefused(() => ProtectedFolders.Refuse(_folder[ExtractionBench.Udid, "out"]));
    }

    [Fact]
    public void The_repository_itself_and_what_looks_like_a_backup_by_chance_are_fine()
    {
        _folder.Write("restored/Info.plist", "of an app");

        ProtectedFolders.Refuse(Path.GetDirectoryName(Generation)!);
        ProtectedFolders.Refuse(Generation + "-reports");
        ProtectedFolders.Refuse(_folder["restored", "again"]);
    }

    private static void AssertRefused(Func<object> write) => AssertRefused(() => { write(); });

    private static void AssertRefused(Action write) =>
        Assert.Equal(ErrorKind.DestinationProtected, Assert.Throws<EngineException>(write).Kind);

    private string[] Everything() => [.. Directory
        .EnumerateFileSystemEntries(Path.GetDirectoryName(Generation)!, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)];
}
