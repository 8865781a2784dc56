using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Verification;
using IosBackup.Output;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Copy, "IosBackup", SupportsShouldProcess = true)]
[OutputType(typeof(IosBackupCopyResult))]
public sealed class CopyIosBackupCommand : BackupPathCmdlet
{
    private string _destination = string.Empty;

    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override void PrepareRecord()
    {
        base.PrepareRecord();
        try
        {
            _destination = new FileSystemPaths(SessionState).ResolveLiteral(Destination);
        }
        catch (Exception e) when (e is DriveNotFoundException or ProviderNotFoundException)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument,
                "The destination is no folder and no drive of this session. A remote has to be mounted first.",
                e)
            {
                Target = Destination,
            };
        }
    }

    private protected override async Task ProcessBackupAsync(BackupPlace place, CancellationToken stop)
    {
        string root = GenerationFinder.RootOf(place);
        if (FolderPaths.AreSame(root, _destination))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "The backup lies in that folder already.")
            {
                Target = place.Path,
            };
        }

        // Said before anybody is asked, and by -WhatIf too.
        ProtectedFolders.Refuse(_destination);
        BackupRepository source = BackupRepository.Open(FileLayer.Real, root);
        Generation generation = GenerationFinder.FindAny(source, place);
        if (await AskAsync(() => ShouldProcess(generation.Path, $"Copy to {_destination}")))
        {
            Emit(await CopyAsync(source, generation, stop));
        }
    }

    private async Task<IosBackupCopyResult> CopyAsync(
        BackupRepository source, Generation generation, CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using ProgressLine line = AddProgress($"Copying {generation.Path}");
        ReceivedCopy received;
        using (DeviceRepository target =
            BackupRepository.Open(FileLayer.Real, _destination).OpenDevice(generation.Udid))
        {
            long? total = generation.Record?.FileCount;
            InlineProgress progress = new(now => line.Report(ToState(now, total)));
            received = target.Receive(generation, source.FindLedger(generation), progress, stop, readsShared: Verify);
        }

        if (received.IsUnproved)
        {
            Warn(
                $"Nobody knows whether {generation.Path} has all of its files: it has no ledger, and its own list "
                + "is encrypted. Test-IosBackup -Level Full with the password tells.");
        }

        (Generation copy, CopyProgress? travelled, _) = received;
        bool? verified = Verify ? await VerifyAsync(copy, line, stop) : null;
        IosBackup described = BackupDescriptions.Describe(copy.Path);
        return new IosBackupCopyResult
        {
            Udid = copy.Udid,
            DeviceName = described.DeviceName,
            Date = described.Date,
            Source = generation.Path,
            Path = copy.Path,
            Backup = described,
            WasThere = travelled is null,
            FilesCopied = travelled?.FilesCopied ?? 0,
            BytesCopied = travelled?.BytesCopied ?? 0,
            FilesShared = travelled?.FilesLinked ?? 0,
            IsVerified = verified,
            Duration = clock.Elapsed,
        };
    }

    private async Task<bool> VerifyAsync(Generation copy, ProgressLine line, CancellationToken stop)
    {
        line.Report(new ProgressState("Reading the copy back"));
        VerificationOptions options = new() { Level = VerificationLevel.Hash, RunId = copy.Status?.Uuid };
        VerificationResult result = await BackupVerifier.RunAsync(copy.Path, options, null, stop);
        if (!result.Passed)
        {
            Fail(new EngineException(
                ErrorKind.PayloadDamaged, "The copy is damaged; Test-IosBackup -Level Hash tells where.")
            {
                Target = copy.Path,
            });
        }

        return result.Passed;
    }

    private static ProgressState ToState(CopyProgress now, long? total)
    {
        long done = now.FilesCopied + now.FilesLinked;
        string of = total is null ? string.Empty : $" of {_Format.Count(total)}";
        return new ProgressState(
            $"{_Format.Count(done)}{of} files, {_Format.Size(now.BytesCopied)} travelled", done, total);
    }

    /// <summary>Reports where it is called, in order.</summary>
    private sealed class InlineProgress(Action<CopyProgress> report) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => report(value);
    }
}
