using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Sqlite;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Test-IosBackup -Level Drill finds what a phone would stumble over.</summary>
[Collection(ProcessState.Name)]
public sealed class DrillTests : IDisposable
{
    private const string Password = "Passw0rd!";
    private const string Drill = "$path, $word = $args; "
        + "Test-IosBackup $path -Level Drill -Password (ConvertTo-SecureString $word -AsPlainText -Force)";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public void A_good_backup_passes_and_its_progress_is_shown(string? password)
    {
        ShellResult shown = _shell.Run(Drill, Write(password), Password);

        IosBackupTestResult result = Assert.Single(shown.As<IosBackupTestResult>());
        Assert.Empty(shown.Errors);
        Assert.Equal(["InfoMissing"], result.Findings.Select(static finding => finding.Id));
        Assert.Equal((true, IosBackupTestLevel.Drill, 3L), (result.Passed, result.Level, result.FilesChecked));
        ProgressRecord last = shown.Progress[^1];
        Assert.Equal(ProgressRecordType.Completed, last.RecordType);
        Assert.StartsWith(
            "Restoring to a simulated device: 3 of 3 files, ", last.StatusDescription, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public void A_missing_payload_is_found(string? password)
    {
        string path = Write(password);
        File.Delete(PayloadOf(path, "CameraRollDomain", "Media/first.bin"));

        RequireRefusal(path, "PayloadMissing");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public void A_wrong_digest_is_found(string? password)
    {
        string path = Write(password);
        string payload = PayloadOf(path, "HomeDomain", "Library/notes.txt");
        byte[] content = File.ReadAllBytes(payload);
        content[0] ^= 1;
        File.WriteAllBytes(payload, content);

        RequireRefusal(path, "DigestDiffers");
    }

    [Fact]
    public void A_missing_row_above_a_file_is_found()
    {
        string path = Write(password: null);
        using (SqliteDatabase manifest = SqliteDatabase.OpenOwn(
            Path.Combine(path, "Manifest.db"), TestContext.Current.CancellationToken))
        {
            manifest.Execute("DELETE FROM Files WHERE domain = 'HomeDomain' AND relativePath = 'Library'");
        }

        RequireRefusal(path, "ParentMissing");
    }

    [Fact]
    public void A_torn_status_is_found()
    {
        string path = Write(password: null);
        string status = Path.Combine(path, BackupStatus.FileName);
        File.WriteAllBytes(status, File.ReadAllBytes(status)[..40]);

        RequireRefusal(path, "StatusDamaged");
    }

    [Fact]
    public void A_wrong_password_is_an_error()
    {
        ShellResult result = _shell.Run(Drill, Write(Password), "another");

        Assert.Empty(result.Output);
        Assert.StartsWith(
            "BackupPasswordIncorrect,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static string PayloadOf(string folder, string domain, string path) =>
        Path.Combine(folder, BackupFolder.ShardedName(FileIds.Compute(domain, path)));

    private string Write(string? password) => MadeBackup.Write(
        _folder[MadeBackup.Udid],
        password,
        files:
        [
            ("AppDomain-com.example.app", "Documents/app.txt", MadeBackup.Text("an app's text")),
            ("CameraRollDomain", "Media/first.bin", new byte[5000]),
            ("HomeDomain", "Library/notes.txt", MadeBackup.Text("notes")),
        ]);

    /// <summary>Checks that the reason is named, and that the phone of the drill stumbled over it as well.</summary>
    private void RequireRefusal(string path, string reason)
    {
        ShellResult shown = _shell.Run(Drill, path, Password);

        IosBackupTestResult result = Assert.Single(shown.As<IosBackupTestResult>());
        Assert.Empty(shown.Errors);
        Assert.False(result.Passed);
        Assert.Contains(result.Findings, finding => finding.Id == reason && finding.BlocksRestore);
        Assert.Contains(result.Findings, static finding => finding.Id == "RestoreRefused");
    }
}
