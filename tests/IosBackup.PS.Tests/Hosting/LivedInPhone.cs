using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>
/// A virtual phone that somebody lives with, and what there is to do with one: scripts know <c>$phone</c>, and
/// <c>$first</c> and <c>$second</c>, the unlocked backups before and after something changed, and <c>$damaged</c>, the
/// path of another that is not good.
/// </summary>
public sealed class LivedInPhone : IDisposable
{
    private const string SetUp = "$repository, $copies, $out, $damaged = $args; "
        + "$secret = ConvertTo-SecureString secret -AsPlainText -Force; "
        + "$phone = Start-IosVirtualDevice Mara -BackupPassword $secret; $null = $phone | New-IosDevicePairing; "
        + "$null = $phone | New-IosBackup -Path $repository -Password $secret; "
        + "$null = $phone | Update-IosVirtualDevice -FileCount 3; "
        + "$made = $phone | New-IosBackup -Path $repository -Password $secret; "
        + "$null = Get-IosBackup $repository | Unlock-IosBackup -Password $secret; "
        + "$second, $first = Get-IosBackup $repository";

    private readonly TestFolder _folder = new();

    public LivedInPhone()
    {
        string damaged = MadeBackup.Write(
            _folder[MadeBackup.Udid],
            null,
            files:
            [
                ("HomeDomain", "Library/Preferences/bad.plist", MadeBackup.Text("bplist00 and nothing else of one")),
                ("HomeDomain", "Library/missing.txt", MadeBackup.Text("missing")),
                ("HomeDomain", "Library/what?.txt", MadeBackup.Text("what")),
            ]);
        string missing = FileIds.Compute("HomeDomain", "Library/missing.txt");
        File.Delete(Path.Combine(damaged, missing[..2], missing));
        ShellResult result = Run(SetUp, _folder["repository"], _folder["copies"], _folder["out"], damaged);
        if (result.Errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(static error => $"{error}")));
        }
    }

    internal ShellSession Shell { get; } = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        Shell.Run("Lock-IosBackup; Stop-IosVirtualDevice *");
        Shell.Dispose();
        _folder.Dispose();
    }

    internal ShellResult Run(string script, params object[] arguments) => Shell.Run(script, arguments);
}
