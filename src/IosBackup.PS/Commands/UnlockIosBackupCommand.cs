using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Unlock, "IosBackup")]
[OutputType(typeof(IosBackup))]
public sealed class UnlockIosBackupCommand : BackupPathCmdlet
{
    private readonly HashSet<string> _unlocked = new(StringComparer.Ordinal);

    [Parameter(Mandatory = true)]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    private protected override Task ProcessBackupAsync(BackupPlace place, CancellationToken stop)
    {
        using BackupOpener opener = new(null);
        using EngineBackup backup = opener.Open(place);
        if (!backup.IsEncrypted || !_unlocked.Contains(backup.KeybagId))
        {
            Unlock(backup);
        }

        Emit(BackupDescriptions.Describe(place.Path));
        return Task.CompletedTask;
    }

    private void Unlock(EngineBackup backup)
    {
        using BackupPassword password = BackupPassword.FromSecureString(Password!);
        ClassKeys keys = backup.DeriveKeys(password);
        try
        {
            backup.Unlock(keys);
        }
        catch
        {
            keys.Dispose();
            throw;
        }

        UnlockedKeybags.Keep(keys);
        _unlocked.Add(keys.KeybagId);
    }
}
