using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Output;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Remove, "IosBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveIosBackupCommand : BackupPathCmdlet
{
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override async Task ProcessBackupAsync(BackupPlace place, CancellationToken stop)
    {
        BackupRepository repository = BackupRepository.Open(FileLayer.Real, GenerationFinder.RootOf(place));
        Generation generation = GenerationFinder.Find(repository, place);
        Generation? newest = DeviceRepository.NewestGood(repository.Generations(generation.Udid));
        if (!Force && newest?.Path == generation.Path)
        {
            // Said before anybody is asked, and by -WhatIf too.
            throw new EngineException(ErrorKind.LastGeneration, "It is the newest good backup of the device.")
            {
                Target = generation.Path,
            };
        }

        string date = _Format.Time(generation.Date);
        if (await AskAsync(() => ShouldProcess($"Backup of {generation.Udid} from {date} ({generation.Path})")))
        {
            using DeviceRepository device = repository.OpenDevice(generation.Udid);
            device.Remove(generation, Force);
            Tell($"Removed {generation.Path}.");
        }
    }
}
