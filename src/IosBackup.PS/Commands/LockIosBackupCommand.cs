using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Lock, "IosBackup")]
[OutputType(typeof(IosBackup))]
public sealed class LockIosBackupCommand : BackupPathCmdlet
{
    private protected override bool RequiresBackup => false;

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        if (Backup is null && Path is null)
        {
            UnlockedKeybags.ForgetAll();
        }

        return base.ProcessRecordAsync(stop);
    }

    private protected override Task ProcessBackupAsync(BackupPlace place, CancellationToken stop)
    {
        using (EngineBackup backup = EngineBackup.Open(place.Path))
        {
            if (KeybagIds.Of(backup) is string keybagId)
            {
                UnlockedKeybags.Forget(keybagId);
            }
        }

        Emit(BackupDescriptions.Describe(place.Path));
        return Task.CompletedTask;
    }
}
