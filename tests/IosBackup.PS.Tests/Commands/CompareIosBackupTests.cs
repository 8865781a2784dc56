using System;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class CompareIosBackupTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _before;
    private readonly string _after;

    public CompareIosBackupTests()
    {
        _before = MadeBackup.Write(
            _folder["before"],
            null,
            files:
            [
                ("HomeDomain", "Library/SMS/sms.db", new byte[100]),
                ("HomeDomain", "same.txt", new byte[7]),
                ("CameraRollDomain", "Media/DCIM/gone.jpg", new byte[50]),
            ]);
        _after = MadeBackup.Write(
            _folder["after"],
            null,
            files:
            [
                ("HomeDomain", "Library/SMS/sms.db", new byte[130]),
                ("HomeDomain", "same.txt", new byte[7]),
                ("CameraRollDomain", "Media/DCIM/new.jpg", new byte[60]),
            ]);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_added_removed_and_changed_comes_with_its_items()
    {
        IosBackupDifference[] found =
            [.. Run("Compare-IosBackup $args[0] $args[1]").As<IosBackupDifference>().OrderBy(one => one.Change)];

        Assert.Equal(
            ["Added: CameraRollDomain-Media/DCIM/new.jpg", "Removed: CameraRollDomain-Media/DCIM/gone.jpg",
                "Changed: HomeDomain-Library/SMS/sms.db"],
            found.Select(one => one.ToString()));
        Assert.Equal((null, 60L), (found[0].ReferenceSize, found[0].DifferenceSize));
        Assert.Equal((100L, 130L), (found[2].ReferenceSize, found[2].DifferenceSize));
        Assert.Equal(FileAspects.Size | FileAspects.Digest, found[2].Aspects);
        Assert.Equal((_before, _after), (found[2].ReferenceItem!.BackupPath, found[2].DifferenceItem!.BackupPath));
        Assert.Null(found[1].DifferenceItem);
        Assert.Equal(DataType.Messages, found[2].DataType);
    }

    [Fact]
    public void The_summary_counts_per_data_type()
    {
        IosBackupDifferenceSummary[] found =
            [.. Run("Compare-IosBackup $args[0] $args[1] -Summary").As<IosBackupDifferenceSummary>()];

        Assert.Equal([DataType.Messages, DataType.Photos], found.Select(one => one.DataType));
        Assert.Equal((0L, 0L, 1L, 130L), (found[0].Added, found[0].Removed, found[0].Changed, found[0].ChangedSize));
        Assert.Equal((1L, 60L, 1L, 50L), (found[1].Added, found[1].AddedSize, found[1].Removed, found[1].RemovedSize));
    }

    [Fact]
    public void Summaries_of_several_backups_say_what_was_compared()
    {
        const string Summarize = "$args[1], $args[0] | Compare-IosBackup $args[2] -Summary";
        string empty = MadeBackup.Write(_folder["empty"], null);

        ShellResult found = _shell.Run(Summarize, _before, _after, empty);
        string table = Assert.Single(_shell.Run($"{Summarize} | Out-String", _before, _after, empty).As<string>());

        Assert.Equal(
            [(empty, _after), (empty, _before)],
            found.As<IosBackupDifferenceSummary>().Select(one => (one.ReferencePath, one.DifferencePath)).Distinct());
        Assert.Contains($"Compared: {empty} -> {_after}", table, StringComparison.Ordinal);
        Assert.Contains($"Compared: {empty} -> {_before}", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_is_the_same_as_itself() =>
        Assert.Empty(Run("Get-IosBackup $args[0] | Compare-IosBackup $args[0]").Output);

    [Theory]
    [InlineData("Compare-IosBackup -Reference $args -Difference $args[1]", "Reference")]
    [InlineData("Compare-IosBackup $args[0] (Get-IosBackup $args)", "Difference")]
    public void Several_backups_where_one_is_wanted_are_an_error_that_says_so(string script, string parameter)
    {
        ShellResult result = _shell.Run(script, _before, _after);

        Assert.Empty(result.Output);
        string message = Assert.Single(result.Errors).Exception.Message;
        Assert.Contains($"'{parameter}'", message, StringComparison.Ordinal);
        Assert.Contains("Exactly one backup is wanted, and 2 were given.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_one_backup_is_that_backup() =>
        Assert.Equal(3, Run("Compare-IosBackup @($args[0]) @(Get-IosBackup $args[1])").Output.Count);

    [Fact]
    public void Measuring_counts_bytes_per_data_type_and_app()
    {
        string path = MadeBackup.Write(
            _folder["apps"],
            null,
            files:
            [
                ("AppDomain-com.example.app", "a", new byte[100]),
                ("AppDomainPlugin-com.example.app.widget", "b", new byte[20]),
                ("AppDomainGroup-group.com.example.app", "c", new byte[3]),
                ("HomeDomain", "Library/SMS/sms.db", new byte[77]),
            ]);

        IosBackupMeasurement[] types = Measure("Measure-IosBackup $args[0]", path);
        IosBackupMeasurement[] apps = Measure("Measure-IosBackup $args[0] -GroupBy App", path);
        IosBackupMeasurement[] domains = Measure("Measure-IosBackup $args[0] -GroupBy Domain", path);

        Assert.Equal([("AppData", 3L, 123L), ("Messages", 1L, 77L)], types.Select(Counts));
        Assert.Equal(0.385, types[1].Share, 3);
        Assert.Equal([("com.example.app", 3L, 123L), ("System", 1L, 77L)], apps.Select(Counts));
        Assert.Equal(4, domains.Length);
        Assert.All(domains, one => Assert.Equal(path, one.BackupPath));

        static (string Name, long Count, long Size) Counts(IosBackupMeasurement one) =>
            (one.Name, one.FileCount, one.Size);
    }

    private IosBackupMeasurement[] Measure(string script, string path)
    {
        ShellResult result = _shell.Run(script, path);
        Assert.Empty(result.Errors);
        return [.. result.As<IosBackupMeasurement>()];
    }

    private ShellResult Run(string script)
    {
        ShellResult result = _shell.Run(script, _before, _after);
        Assert.Empty(result.Errors);
        return result;
    }
}
