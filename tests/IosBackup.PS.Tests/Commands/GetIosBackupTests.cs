using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class GetIosBackupTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_repository_lists_its_generations_the_newest_of_each_device_first()
    {
        Write(MadeBackup.Udid, Day(20), "secret");
        Write(MadeBackup.Udid + "-20261119-020000", Day(19));
        Write(MadeBackup.OtherUdid, Day(18), udid: MadeBackup.OtherUdid);
        Write("copied by hand", Day(17));

        IosBackup[] found = Get("Get-IosBackup $args[0]", _folder.Path);

        Assert.Equal(
            [MadeBackup.Udid, MadeBackup.Udid + "-20261119-020000", MadeBackup.OtherUdid, "copied by hand"],
            found.Select(backup => Path.GetFileName(backup.Path)));
        Assert.Equal([20, 19, 18, 17], found.Select(backup => backup.Date!.Value.Day));
        Assert.Equal([true, false, false, false], found.Select(backup => backup.IsEncrypted!.Value));
        Assert.All(found, backup => Assert.Equal(IosBackupState.Finished, backup.State));
        Assert.Equal(
            ("Mara's iPhone", "iPhone12,1", "iPhone 11", "17.6", MadeBackup.Udid),
            (found[0].DeviceName, found[0].ProductType, found[0].ModelName, found[0].ProductVersion, found[3].Udid));
    }

    [Fact]
    public void One_folder_is_one_backup_and_details_are_counted()
    {
        string path = Write("any name", Day(20));

        IosBackup backup = Assert.Single(Get("Get-IosBackup $args[0] -Detailed", path));

        Assert.Equal((2L, 5L), (backup.FileCount, backup.Size));
        Assert.True(backup.Volume!.FreeSpace > 0);
        Assert.Null(backup.Volume.CloneMethod);
        Assert.True(backup.IsUnlocked);
    }

    [Fact]
    public void What_nobody_counted_is_not_said_to_be_none()
    {
        string path = Write(MadeBackup.Udid, Day(20));
        string own = new RepositoryLayout(_folder.Path, MadeBackup.Udid).Generation("20261120-020000");
        Directory.CreateDirectory(own);
        GenerationRecord record = new()
        {
            Stamp = "20261120-020000",
            StatusUuid = Generation.ReadStatus(path)!.Uuid!,
        };
        record.Write(FileLayer.Real, own);
        Assert.Null(Assert.Single(Get("Get-IosBackup $args[0]", path)).FailedFileCount);

        record.FailedCount = 0;
        record.Write(FileLayer.Real, own);
        Assert.Equal(0, Assert.Single(Get("Get-IosBackup $args[0]", path)).FailedFileCount);
    }

    [Fact]
    public void Broken_backups_are_listed_with_what_is_wrong()
    {
        string unfinished = Write("unfinished", Day(20));
        BackupStatus status = BackupStatus.Parse(File.ReadAllBytes(Path.Combine(unfinished, "Status.plist")));
        status.SnapshotState = "uploading";
        File.WriteAllBytes(Path.Combine(unfinished, "Status.plist"), status.ToBytes());
        string damaged = Write("damaged", Day(20));
        File.WriteAllText(Path.Combine(damaged, "Manifest.plist"), "no property list");
        string old = Write("old", Day(20));
        File.Move(Path.Combine(old, "Manifest.db"), Path.Combine(old, "Manifest.mbdx"));
        string begun = Write("begun", Day(20));
        File.Delete(Path.Combine(begun, "Manifest.db"));
        File.WriteAllBytes(Path.Combine(begun, "Info.plist"), new BackupInfo(new PlistDictionary()).ToBytes());

        IosBackup[] found = Get("Get-IosBackup $args[0]", _folder.Path);

        Assert.Equal(
            ["begun Incomplete", "damaged Damaged", "old Unsupported", "unfinished Incomplete"],
            found.Select(backup => $"{Path.GetFileName(backup.Path)} {backup.State}"));
        Assert.All(found, backup => Assert.NotNull(backup.Problem));
        Assert.Contains("uploading", found[3].Problem);
    }

    [Fact]
    public void The_latest_good_backup_of_each_device_is_found()
    {
        Write(MadeBackup.Udid, Day(20));
        Write(MadeBackup.Udid + "-20261119-020000", Day(19));
        Write(MadeBackup.OtherUdid + "-partial-20261121-020000", Day(21), udid: MadeBackup.OtherUdid);
        Write(MadeBackup.OtherUdid, Day(18), udid: MadeBackup.OtherUdid);

        Assert.Equal([20, 18], Get("Get-IosBackup $args[0] -Latest", _folder.Path).Select(one => one.Date!.Value.Day));
        Assert.Equal(
            [18],
            Get("Get-IosBackup $args[0] -Latest -Udid 00008101*", _folder.Path).Select(one => one.Date!.Value.Day));
        Assert.True(Get("Get-IosBackup $args[0] -Udid 00008101*", _folder.Path)[1].IsPartial);
    }

    [Theory]
    [InlineData("3", 1)]
    [InlineData("3d", 1)]
    [InlineData("1w", 0)]
    [InlineData("100h", 1)]
    [InlineData("([TimeSpan]::FromDays(3))", 1)]
    public void Devices_without_a_recent_good_backup_are_stale(string age, int stale)
    {
        Write(MadeBackup.Udid, DateTimeOffset.UtcNow.AddHours(-1));
        Write(MadeBackup.OtherUdid, DateTimeOffset.UtcNow.AddDays(-5), udid: MadeBackup.OtherUdid);

        IosBackup[] found = Get($"Get-IosBackup $args[0] -Stale {age}", _folder.Path);

        Assert.Equal(stale, found.Length);
        Assert.All(found, backup => Assert.Equal(MadeBackup.OtherUdid, backup.Udid));
    }

    [Fact]
    public void A_device_whose_only_backup_never_finished_is_stale()
    {
        string path = Write(MadeBackup.Udid, DateTimeOffset.UtcNow);
        File.Delete(Path.Combine(path, "Status.plist"));

        IosBackup stale = Assert.Single(Get("Get-IosBackup $args[0] -Stale 7d", _folder.Path));
        Assert.Equal(IosBackupState.Incomplete, stale.State);
        Assert.Empty(Get("Get-IosBackup $args[0] -Latest", _folder.Path));
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Write(MadeBackup.Udid, Day(20));

        ErrorRecord none = Assert.Single(_shell.Run("Get-IosBackup $args[0]", _folder["nothing"]).Errors);
        ErrorRecord other = Assert.Single(
            _shell.Run("Get-IosBackup $args[0] -Udid $args[1]", _folder.Path, MadeBackup.OtherUdid).Errors);

        Assert.StartsWith("NotABackup,", none.FullyQualifiedErrorId);
        Assert.Equal(_folder["nothing"], none.TargetObject);
        Assert.StartsWith("NotABackup,", other.FullyQualifiedErrorId);
        Assert.Equal(MadeBackup.OtherUdid, other.TargetObject);
        Assert.Empty(_shell.Run("Get-IosBackup $args[0] -Udid x*", _folder.Path).Errors);
    }

    [Theory]
    [InlineData("Get-IosBackup $args[0]")]
    [InlineData("Test-IosBackup $args[0]")]
    public void A_file_is_told_from_a_folder_that_is_not_there(string script)
    {
        File.WriteAllText(_folder["file"], "text");

        ErrorRecord error = Assert.Single(_shell.Run(script, _folder["file"]).Errors);

        Assert.StartsWith("NotABackup,", error.FullyQualifiedErrorId);
        Assert.Equal(_folder["file"], error.TargetObject);
        Assert.Contains("It is a file", error.ErrorDetails.Message);
    }

    [Fact]
    public void Apples_folders_are_known_on_every_system()
    {
        Assert.Equal(
            [Path.Combine("h", "Library", "Application Support", "MobileSync", "Backup")], AppleFolders.OfMac("h"));
        Assert.Equal(
            [
                Path.Combine("r", "Apple Computer", "MobileSync", "Backup"),
                Path.Combine("h", "Apple", "MobileSync", "Backup"),
            ],
            AppleFolders.OfWindows("h", "r"));
        EngineException refused = AppleFolders.Explain(
            new EngineException(ErrorKind.BackupUnavailable, "no", new UnauthorizedAccessException()), "there");
        Assert.Contains("Full Disk Access", refused.Message);
        Assert.Equal("there", refused.Target);
    }

    [Fact]
    public void Objects_that_went_through_a_job_still_name_their_backup()
    {
        Write(MadeBackup.Udid, Day(20));

        ShellResult result = _shell.Run(
            "$backup = Get-IosBackup $args[0]; $copy = [Management.Automation.PSSerializer]::Deserialize("
            + "[Management.Automation.PSSerializer]::Serialize($backup)); "
            + "$copy.Udid; $copy | Get-IosBackupItem -Kind File | ForEach-Object { $_.RelativePath }",
            _folder.Path);

        Assert.Empty(result.Errors);
        Assert.Equal([MadeBackup.Udid, "Library/a.txt", "Library/b.txt"], result.As<string>());
    }

    [Fact]
    public void Udids_are_completed()
    {
        Write(MadeBackup.Udid, Day(20));
        Write(MadeBackup.OtherUdid, Day(20), udid: MadeBackup.OtherUdid);

        CommandCompletion completion = _shell.Complete($"Get-IosBackup '{_folder.Path}' -Udid 00008101");

        CompletionResult match = Assert.Single(completion.CompletionMatches);
        Assert.Equal(MadeBackup.OtherUdid, match.CompletionText);
        Assert.Contains("Mara's iPhone", match.ToolTip);
    }

    private static DateTimeOffset Day(int day) => new(2026, 11, day, 2, 0, 0, TimeSpan.Zero);

    private IosBackup[] Get(string script, params object[] arguments)
    {
        ShellResult result = _shell.Run(script, arguments);
        Assert.Empty(result.Errors);
        return [.. result.As<IosBackup>()];
    }

    private string Write(string name, DateTimeOffset date, string? password = null, string udid = MadeBackup.Udid) =>
        MadeBackup.Write(
            _folder[name],
            password,
            date,
            udid,
            ("HomeDomain", "Library/a.txt", MadeBackup.Text("aa")),
            ("HomeDomain", "Library/b.txt", MadeBackup.Text("bbb")));
}
