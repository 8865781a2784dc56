using System;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>What New-IosBackup says of phones that let nobody back them up, and what to do about it.</summary>
[Collection(ProcessState.Name)]
public sealed class NewIosBackupErrorTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(IosVirtualDeviceFault.Busy, ErrorKind.DeviceBusy, ErrorCategory.ResourceBusy, "Finder")]
    [InlineData(
        IosVirtualDeviceFault.PasscodeCancelled,
        ErrorKind.PasscodeRequired,
        ErrorCategory.DeviceError,
        "enter the passcode")]
    [InlineData(
        IosVirtualDeviceFault.FileMissing, ErrorKind.ManifestDamaged, ErrorCategory.InvalidData, "Run again")]
    [InlineData(
        IosVirtualDeviceFault.TrustDenied,
        ErrorKind.PairingRequired,
        ErrorCategory.PermissionDenied,
        "New-IosDevicePairing")]
    public void An_error_names_its_device_and_what_to_do(
        IosVirtualDeviceFault fault, ErrorKind kind, ErrorCategory category, string action)
    {
        ShellResult result = BackUp(fault);

        IosBackupResult failed = Assert.Single(result.As<IosBackupResult>());
        ErrorRecord error = result.Errors[^1];
        Assert.Equal((IosBackupResultStatus.Failed, kind.ToString()), (failed.Status, failed.ErrorId));
        Assert.StartsWith(kind + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((category, failed.Udid), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains(action, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Null(failed.Backup);
    }

    [Fact]
    public async Task A_phone_that_was_not_unlocked_since_its_start_is_locked()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        phone.Passcode = "1234";
        phone.LockState = LockState.LockedSinceStart;

        ShellResult result = desk.Run("New-IosBackup -Endpoint $endpoint -Path $repository");

        Assert.Equal(nameof(ErrorKind.DeviceLocked), Assert.Single(result.As<IosBackupResult>()).ErrorId);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal((ErrorCategory.DeviceError, phone.Udid), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("Unlock", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Trust_that_is_denied_is_told_when_it_is_asked_for()
    {
        ErrorRecord error = BackUp(IosVirtualDeviceFault.TrustDenied).Errors[0];

        Assert.StartsWith("PairingDenied,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains("tap Trust", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_the_device_cannot_read_are_a_warning_and_are_named()
    {
        ShellResult result = BackUp(IosVirtualDeviceFault.UnreadableFile);

        Assert.Empty(result.Errors);
        IosBackupResult made = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal((IosBackupResultStatus.CompletedWithErrors, 1L, 19L), Summary(made));
        Assert.Contains("Media/DCIM", Assert.Single(made.FailedFiles), StringComparison.Ordinal);
        IosBackupWarning warning = Assert.Single(made.Warnings, static one => one.Id == "FilesUnreadable");
        Assert.EndsWith(" 1", warning.Message, StringComparison.Ordinal);
        Assert.Equal((warning.Id, warning.Message), (made.ErrorId, made.Error));
        IosBackup stored = Assert.Single(_shell.Run("Get-IosBackup $args[0]", _folder.Path).As<IosBackup>());
        Assert.Equal(1, stored.FailedFileCount);
    }

    [Fact]
    public void Find_My_stands_in_the_way_of_no_backup()
    {
        ShellResult result = BackUp(IosVirtualDeviceFault.FindMy);

        Assert.Empty(result.Errors);
        Assert.Equal(IosBackupResultStatus.Completed, Assert.Single(result.As<IosBackupResult>()).Status);
    }

    private static (IosBackupResultStatus, long?, long?) Summary(IosBackupResult result) =>
        (result.Status, result.FailedFileCount, result.FileCount);

    private ShellResult BackUp(IosVirtualDeviceFault fault) => _shell.Run(
        "$phone = Start-IosVirtualDevice Mara -FileCount 20 -Fault $args[1]; "
        + "$null = $phone | New-IosDevicePairing; $phone | New-IosBackup -Path $args[0]",
        _folder.Path,
        fault);
}
