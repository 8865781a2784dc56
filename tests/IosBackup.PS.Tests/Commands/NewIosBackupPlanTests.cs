using System;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>What New-IosBackup and Test-IosDevice make of what they are told to do, before anything is done.</summary>
[Collection("Virtual devices")]
public sealed class NewIosBackupPlanTests : IDisposable
{
    private const string Begin =
        "$phone = Start-IosVirtualDevice Mara -FileCount 2; $null = $phone | New-IosDevicePairing; ";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("$phone, $phone | New-IosBackup -Path $args[0]", 1)]
    [InlineData("$null = $phone | New-IosBackup -Path $args[0]; $null = $phone | New-IosBackup -Path $args[0]; "
        + "Get-IosBackup $args[0] | New-IosBackup -Path $args[0]", 1)]
    [InlineData("$phone.Udid, $phone.Udid.ToLower(), '*' | New-IosBackup -Path $args[0]", 1)]
    [InlineData("'absent', 'absent' | New-IosBackup -Path $args[0]", 0)]
    public void A_device_that_comes_twice_is_backed_up_once(string script, int made)
    {
        ShellResult result = _shell.Run(Begin + script, _folder["repository"]);

        IosBackupResult once = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(made == 1 ? IosBackupResultStatus.Completed : IosBackupResultStatus.Failed, once.Status);
        Assert.Equal(1 - made, result.Errors.Count);
    }
}
