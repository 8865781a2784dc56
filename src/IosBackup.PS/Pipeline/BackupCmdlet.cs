using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Parameters;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Pipeline;

/// <summary>
/// The base of cmdlets that read backups: each is opened, and unlocked with -Password or with the keys that
/// Unlock-IosBackup keeps. One that stays locked lets be read what needs no key; for the rest the engine's error asks
/// for the password.
/// </summary>
public abstract class BackupCmdlet : BackupPathCmdlet
{
    private BackupOpener? _opener;

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    /// <summary>Opens other backups in the same way, those that items come from for example.</summary>
    private protected BackupOpener Opener => _opener ??= new BackupOpener(Password, Warn);

    private protected sealed override async Task ProcessBackupAsync(BackupPlace place, CancellationToken stop)
    {
        using EngineBackup backup = Opener.Open(place);
        if (Password is not null && !backup.IsEncrypted)
        {
            Tell($"The password is not needed: {place.Path} is not encrypted.");
        }

        await ProcessBackupAsync(backup, stop);
    }

    /// <summary>The work for one backup, which is closed afterwards.</summary>
    private protected abstract Task ProcessBackupAsync(EngineBackup backup, CancellationToken stop);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _opener?.Dispose();
            _opener = null;
        }
    }
}
