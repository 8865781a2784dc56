using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

public sealed class PasswordRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_is_set_changed_and_removed()
    {
        await using Bench bench = await Bench.StartAsync();

        await ChangeAsync(bench, null, "first");
        Assert.Equal("first", bench.Phone.BackupPassword);
        await ChangeAsync(bench, "first", "second ü");
        Assert.Equal("second ü", bench.Phone.BackupPassword);
        await ChangeAsync(bench, "second ü", null);
        Assert.Null(bench.Phone.BackupPassword);
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task After_a_change_the_next_backup_builds_on_the_newest_and_each_opens_with_its_own_password()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "first";
        await bench.BackUpAsync();
        string[] before = FolderContents.Describe(bench.Newest);

        await ChangeAsync(bench, "first", "second");

        Assert.Equal(before, FolderContents.Describe(bench.Newest));
        bench.AssertEqualsPhone(bench.Newest, "first");
        BackupRunResult result = await bench.BackUpAsync();
        Assert.InRange(result.FilesReceived, 1, 10);
        bench.AssertEqualsPhone(bench.Newest, "second");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_wrong_or_missing_old_password_is_refused(string? given)
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "right";

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => ChangeAsync(bench, given, "new"));

        Assert.Equal(ErrorKind.BackupPasswordIncorrect, refused.Kind);
        Assert.Equal("right", bench.Phone.BackupPassword);
    }

    [Fact]
    public async Task Management_that_enforces_encryption_does_not_let_it_end()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "right";
        bench.Phone.RequiresEncryption = true;

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => ChangeAsync(bench, "right", null));

        Assert.Equal(ErrorKind.ManagementForbids, refused.Kind);
    }

    private static async Task ChangeAsync(Bench bench, string? oldPassword, string? newPassword)
    {
        using BackupPassword? old = oldPassword is null ? null : BackupPassword.FromChars(oldPassword);
        using BackupPassword? fresh = newPassword is null ? null : BackupPassword.FromChars(newPassword);
        using DeviceSession device = await bench.OpenDeviceAsync();
        await PasswordRun.RunAsync(
            device, old, fresh, bench.Repository.Path, MobileBackupTimeouts.Default, null, Stop);
    }
}
