using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>Whoever opens a pipe waits for its other end: a backup that holds one must not hold its reader.</summary>
public sealed class PipeTests(GoodBackups backups) : IClassFixture<GoodBackups>
{
    private const string App = "AppDomain-com.example.app";

    [Theory]
    [InlineData(false, "Documents/text.txt", VerificationLevel.Full)]
    [InlineData(true, "Documents/text.txt", VerificationLevel.Full)]
    [InlineData(true, "Documents/text.txt", VerificationLevel.Quick)]
    [InlineData(false, "Documents/empty.txt", VerificationLevel.Quick)]
    public async Task A_pipe_in_place_of_content_is_found(bool isEncrypted, string path, VerificationLevel level)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a file is before it is opened.");
        using GoodBackup backup = backups.Copy(isEncrypted);
        PutPipe(backup.PathOf(App, path));

        VerificationResult result = await backup.VerifyAsync(level);

        Assert.Contains(result.Findings, finding =>
            finding.Kind == FindingKind.PayloadIsLink && finding.RelativePath == path);
    }

    [Theory]
    [InlineData("Status.plist")]
    [InlineData("Manifest.plist")]
    [InlineData("Manifest.db")]
    public async Task A_pipe_in_place_of_what_a_backup_is_read_by_ends_the_test(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a file is before it is opened.");
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        PutPipe(backup[name]);

        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => backup.VerifyAsync(VerificationLevel.Full));

        Assert.Equal((ErrorKind.BackupUnavailable, backup[name]), (refused.Kind, refused.Target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Content_that_is_a_pipe_cannot_be_opened(bool liesWhereOldBackupsHaveIt)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a file is before it is opened.");
        using GoodBackup copy = backups.Copy(isEncrypted: false);
        string payload = copy.PathOf(App, "Documents/text.txt");
        File.Delete(payload);
        PutPipe(liesWhereOldBackupsHaveIt ? copy[Path.GetFileName(payload)] : payload);
        using Backup backup = Backup.Open(copy.Folder);

        EngineException refused = Assert.Throws<EngineException>(
            () => backup.OpenRead(backup.Find(App, "Documents/text.txt")!));

        Assert.Equal(ErrorKind.BackupUnavailable, refused.Kind);
    }

    private static void PutPipe(string path)
    {
        File.Delete(path);
        using Process maker = Process.Start("mkfifo", [path]);
        maker.WaitForExit();
        Assert.Equal(0, maker.ExitCode);
    }
}
