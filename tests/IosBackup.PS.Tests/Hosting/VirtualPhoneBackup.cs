using System;
using System.Linq;
using System.Security;
using Xunit;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>An encrypted backup of the virtual iPhone as a user gets one: paired, backed up, on disk.</summary>
public sealed class VirtualPhoneBackup : IDisposable
{
    private readonly TestFolder _folder = new();

    public VirtualPhoneBackup()
    {
        using ShellSession shell = ShellSession.WithModuleAndStandIns();
        ShellResult result = shell.Run(
            "$phone = Start-IosVirtualDevice Mara -BackupPassword $args[1]; $null = $phone | New-IosDevicePairing; "
            + "$phone | New-IosBackup -Path $args[0] -Password $args[1]; $null = Stop-IosVirtualDevice *",
            _folder["repository"],
            Secret);
        Assert.Empty(result.Errors);
        Path = result.As<IosBackupResult>().Single().Backup!;
    }

    /// <summary>The backup's folder.</summary>
    public string Path { get; }

    /// <summary>Its password.</summary>
    public SecureString Secret { get; } = PhoneBackup.Secret();

    /// <summary>A folder that goes with the backup.</summary>
    public string NewFolder() => _folder[Guid.NewGuid().ToString("N")];

    public void Dispose()
    {
        Secret.Dispose();
        _folder.Dispose();
    }
}
