using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class DeviceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_device_tells_little_until_it_is_paired_and_says_why()
    {
        ShellResult result = _shell.Run(
            "$phone = Start-IosVirtualDevice Mara -FileCount 1; $phone | Get-IosDevice; "
            + "$null = $phone | New-IosDevicePairing; $phone | Get-IosDevice");

        Assert.Empty(result.Errors);
        IosDevice[] devices = [.. result.As<IosDevice>()];
        Assert.Equal([PairingState.NotPaired, PairingState.Paired], devices.Select(device => device.PairingState));
        Assert.Equal(["Mara", "Mara"], devices.Select(device => device.Name));
        Assert.Equal([nameof(ErrorKind.PairingRequired), null], devices.Select(device => device.ProblemId));
        Assert.Equal([null, 87], devices.Select(device => device.BatteryLevel));
        Assert.Equal(IosBackupEncryption.Off, devices[1].BackupEncryption);
    }

    [Fact]
    public void A_pairing_that_was_asked_for_by_identifier_names_the_device()
    {
        ShellResult result = _shell.Run(
            "$phone = Start-IosVirtualDevice Mara -FileCount 1; New-IosDevicePairing -Udid $phone.Udid");

        Assert.Empty(result.Errors);
        Assert.Equal("Mara", Assert.Single(result.As<IosDevicePairing>()).DeviceName);
    }

    [Fact]
    public void Where_no_device_is_named_and_there_are_several_there_is_an_error_and_no_result()
    {
        ShellResult result = _shell.Run(
            "$null = 'Mara', 'Iris' | ForEach-Object { Start-IosVirtualDevice $_ -FileCount 1 }; "
            + "New-IosBackup -Path $args[0]",
            _folder);

        Assert.Empty(result.As<IosBackupResult>());
        Assert.Single(result.Errors);
    }

    [Fact]
    public void The_second_backup_receives_what_has_changed()
    {
        IosBackupResult[] results = Backups(
            "$phone = Start-IosVirtualDevice Mara -FileCount 20; $null = $phone | New-IosDevicePairing; "
            + "$phone | New-IosBackup -Path $args[0] -Verify Hash; "
            + "$null = $phone | Update-IosVirtualDevice -FileCount 2; "
            + "$phone | New-IosBackup -Path $args[0]");

        Assert.All(results, result => Assert.Equal(IosBackupResultStatus.Completed, result.Status));
        Assert.Equal([true, false], results.Select(r => r.IsFull));
        Assert.Equal([true, null], results.Select(r => r.Test?.Passed));
        Assert.Equal([20, 22], results.Select(r => r.FileCount));
        Assert.True(results[1].FilesReceived < results[0].FilesReceived);
        Assert.True(Directory.Exists(results[1].Backup));
    }

    [Fact]
    public void One_that_fails_is_an_error_and_a_result_and_the_others_go_on()
    {
        ShellResult result = _shell.Run(
            "$good = Start-IosVirtualDevice Good -FileCount 5; "
            + "$bad = Start-IosVirtualDevice Bad -FileCount 50 -Fault Disconnect; "
            + "$null = $good, $bad | New-IosDevicePairing; $bad, $good | New-IosBackup -Path $args[0]",
            _folder);

        Dictionary<string, IosBackupResult> results = result.As<IosBackupResult>().ToDictionary(r => r.DeviceName!);
        Assert.Equal(IosBackupResultStatus.Completed, results["Good"].Status);
        Assert.Equal(IosBackupResultStatus.Failed, results["Bad"].Status);
        Assert.Equal(nameof(ErrorKind.DeviceDisconnected), results["Bad"].ErrorId);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(results["Bad"].Udid, error.TargetObject);
    }

    [Theory]
    [InlineData(IosVirtualDeviceFault.PasscodeIgnored, ErrorKind.PasscodeRequired)]
    [InlineData(IosVirtualDeviceFault.PasscodeCancelled, ErrorKind.PasscodeRequired)]
    [InlineData(IosVirtualDeviceFault.Disconnect, ErrorKind.DeviceDisconnected)]
    [InlineData(IosVirtualDeviceFault.TooLarge, ErrorKind.DestinationFull)]
    [InlineData(IosVirtualDeviceFault.Cancel, ErrorKind.Cancelled)]
    [InlineData(IosVirtualDeviceFault.UnsafePath, ErrorKind.UnsafePath)]
    [InlineData(IosVirtualDeviceFault.SetupNotFinished, ErrorKind.SetupNotFinished)]
    [InlineData(IosVirtualDeviceFault.BackupsForbidden, ErrorKind.ManagementForbids)]
    [InlineData(IosVirtualDeviceFault.EncryptionRequired, ErrorKind.EncryptionEnforced)]
    public void Each_fault_ends_in_its_error(IosVirtualDeviceFault fault, ErrorKind expected)
    {
        ShellResult result = _shell.Run(
            "$phone = Start-IosVirtualDevice Mara -FileCount 20 -Fault $args[1]; "
            + "$null = $phone | New-IosDevicePairing; "
            + "$phone | New-IosBackup -Path $args[0] -PasscodeTimeout 5",
            _folder,
            fault);

        Assert.Equal(expected.ToString(), Assert.Single(result.As<IosBackupResult>()).ErrorId);
        Assert.StartsWith(
            expected + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_tells_of_the_backup_and_makes_none()
    {
        IosBackupResult[] results = Backups(
            "$phone = Start-IosVirtualDevice Mara -FileCount 2; $null = $phone | New-IosDevicePairing; "
            + "$phone | New-IosBackup -Path $args[0] -WhatIf");

        Assert.Empty(results);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_device_that_is_not_there_is_a_failed_result()
    {
        ShellResult result = _shell.Run(
            "$null = Start-IosVirtualDevice Mara -FileCount 1; New-IosBackup -Udid 00008130-001C2D3E4F50001C");

        Assert.Equal(nameof(ErrorKind.DeviceNotFound), Assert.Single(result.As<IosBackupResult>()).ErrorId);
        Assert.Single(result.Errors);
    }

    [Fact]
    public void Without_a_name_several_devices_are_not_guessed_among()
    {
        ShellResult result = _shell.Run(
            "$null = Start-IosVirtualDevice -Count 2 -FileCount 1; "
            + "try { New-IosDevicePairing } catch { $_.FullyQualifiedErrorId }");

        Assert.StartsWith("InvalidArgument,", Assert.Single(result.As<string>()), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_from_jobs_name_their_device()
    {
        ShellResult result = _shell.Run(
            "$phone = Start-IosVirtualDevice Mara -FileCount 1; $device = $phone | Get-IosDevice; "
            + "$copy = [Management.Automation.PSSerializer]::Deserialize("
            + "[Management.Automation.PSSerializer]::Serialize($device)); $copy | New-IosDevicePairing");

        Assert.Empty(result.Errors);
        Assert.True(Assert.Single(result.As<IosDevicePairing>()).IsValid);
    }

    [Fact]
    public void A_wrong_old_password_and_enforced_encryption_are_told_apart()
    {
        ShellResult result = _shell.Run(
            "$right = ConvertTo-SecureString right -AsPlainText -Force; "
            + "$wrong = ConvertTo-SecureString wrong -AsPlainText -Force; "
            + "$phone = Start-IosVirtualDevice Mara -FileCount 1 -Fault EncryptionRequired; "
            + "$null = $phone | New-IosDevicePairing; "
            + "$phone | Enable-IosBackupEncryption -Password $right; "
            + "$phone | Set-IosBackupPassword -OldPassword $wrong -NewPassword $right; "
            + "$phone | Disable-IosBackupEncryption -Password $right -Confirm:$false; "
            + "$phone | Enable-IosBackupEncryption -Password $right");

        Assert.True(Assert.Single(result.As<IosDevice>()).WillEncrypt);
        Assert.Equal(
            [
                nameof(ErrorKind.BackupPasswordIncorrect),
                nameof(ErrorKind.EncryptionEnforced),
                nameof(ErrorKind.EncryptionOn),
            ],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        ErrorDetails wrong = result.Errors[0].ErrorDetails;
        Assert.StartsWith("The backup password is wrong: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("set on the device", wrong.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_new_password_changes_nothing()
    {
        ShellResult result = _shell.Run(
            "$right = ConvertTo-SecureString right -AsPlainText -Force; $empty = [securestring]::new(); "
            + "$phone = Start-IosVirtualDevice Mara -FileCount 1; "
            + "$null = $phone | New-IosDevicePairing; "
            + "$phone | Enable-IosBackupEncryption -Password $empty; ($phone | Get-IosDevice).WillEncrypt; "
            + "$null = $phone | Enable-IosBackupEncryption -Password $right; "
            + "$phone | Set-IosBackupPassword -OldPassword $right -NewPassword $empty; "
            + "($phone | Get-IosDevice).WillEncrypt");

        Assert.Equal([false, true], result.As<bool>());
        Assert.Equal(
            [nameof(ErrorKind.InvalidArgument), nameof(ErrorKind.InvalidArgument)],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void A_password_for_a_backup_that_is_not_encrypted_is_an_alarm()
    {
        ShellResult result = _shell.Run(
            "$phone = Start-IosVirtualDevice Mara -FileCount 1; $null = $phone | New-IosDevicePairing; "
            + "$phone | New-IosBackup -Path $args[0] -Password (ConvertTo-SecureString any -AsPlainText -Force)",
            _folder);

        IosBackupResult made = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal((IosBackupResultStatus.Completed, false), (made.Status, made.IsEncrypted));
        Assert.Equal("PasswordUnneeded", Assert.Single(made.Warnings).Id);
    }

    [Fact]
    public void A_password_that_does_not_open_the_backup_is_an_alarm()
    {
        ShellResult result = _shell.Run(
            "$right = ConvertTo-SecureString right -AsPlainText -Force; "
            + "$wrong = ConvertTo-SecureString wrong -AsPlainText -Force; "
            + "$phone = Start-IosVirtualDevice Mara -FileCount 1 -BackupPassword $right; "
            + "$null = $phone | New-IosDevicePairing; "
            + "$phone | New-IosBackup -Path $args[0] -Password $wrong; "
            + "$phone | New-IosBackup -Path $args[0] -Password $right",
            _folder);

        IosBackupResult[] results = [.. result.As<IosBackupResult>()];
        Assert.Equal(
            [IosBackupResultStatus.CompletedWithErrors, IosBackupResultStatus.Completed],
            results.Select(one => one.Status));
        Assert.Contains(results[0].Warnings, warning => warning.Id == "PasswordDoesNotOpen");
        Assert.StartsWith(
            "BackupPasswordIncorrect,",
            Assert.Single(result.Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    private IosBackupResult[] Backups(string script)
    {
        ShellResult result = _shell.Run(script, _folder);
        Assert.Empty(result.Errors);
        return [.. result.As<IosBackupResult>()];
    }
}
