using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Backup;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>
/// A restore, from the passcode to the last file. The phone reads everything before it changes anything, so one that
/// fails leaves it as it was.
/// </summary>
internal sealed class RestoreRun(RunContext context, RestoreOptions options, string source)
{
    private const int FirstVersionWithOwnSpaceError = 17;

    private readonly VirtualPhone _phone = context.Phone;
    private readonly HostDrive _drive = context.Drive;

    /// <exception cref="BackupException">The restore failed, and the host is to be told why.</exception>
    public async Task RunAsync()
    {
        await context.AskForPasscodeAsync();
        CheckPhone();
        BackupGates gates = new(context, source);
        await gates.CheckStatusAsync();
        context.Begin(RestoreStep.ReadManifest);
        FetchedManifest fetched = await FetchedManifest.ReadAsync(_drive, source);
        bool opened = false;
        try
        {
            await gates.CheckVersionsAsync(fetched.Properties);
            using ClassKeys? keys = OpenKeybag(fetched.Properties);
            opened = true;
            using HostManifest manifest = Open(fetched, keys);
            await RestoreAsync(manifest, keys);
        }
        finally
        {
            if (!opened)
            {
                fetched.Dispose();
            }
        }
    }

    private void CheckPhone()
    {
        context.Begin(RestoreStep.Preconditions);
        PolicyChecks.Require(_phone);
        if (_phone.FindMyEnabled)
        {
            throw new BackupException(
                BackupErrorCode.FindMyOn, "Find My iPhone must be disabled before restoring");
        }

        if (_phone.Restores.AwaitsReboot)
        {
            throw new BackupException(
                BackupErrorCode.WritingPhone, "Error restoring", new BackupException(
                BackupErrorCode.Exists, "/var/.backup.i exists"));
        }
    }

    private ClassKeys? OpenKeybag(BackupProperties properties)
    {
        context.Begin(RestoreStep.CheckPassword);
        if (!properties.IsEncrypted)
        {
            return null;
        }

        using BackupPassword password = BackupPassword.FromChars((options.Password ?? "").AsSpan());
        try
        {
            return Keybag.Parse(properties.BackupKeyBag.Span).Unlock(password);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.BackupPasswordIncorrect)
        {
            throw new BackupException(BackupErrorCode.WrongPassword, "Invalid password");
        }
        catch (EngineException e)
        {
            throw FetchedManifest.Corrupt("keybag", BackupErrorCode.InvalidFormat, e.Message);
        }
    }

    private static HostManifest Open(FetchedManifest fetched, ClassKeys? keys)
    {
        try
        {
            HostManifest manifest = HostManifest.Open(fetched, keys);
            try
            {
                manifest.RequireSound();
                return manifest;
            }
            catch
            {
                manifest.Dispose();
                throw;
            }
        }
        catch (EngineException e)
        {
            throw FetchedManifest.Corrupt(HostLayout.ManifestName, BackupErrorCode.DatabaseError, e.Message);
        }
    }

    private async Task RestoreAsync(HostManifest manifest, ClassKeys? keys)
    {
        RestoreScope scope = new(_phone, options, manifest.Properties);
        ManifestCheck check = new(manifest, scope);
        CheckSpace(check.Run());
        if (!options.DontCopyBackup || context.Faults.CopiesBackupAnyway)
        {
            await CopyBackupAsync();
        }

        context.Begin(RestoreStep.Download);
        using IRestoreTarget target = _phone.Restores.NewTarget();
        FileDownloader downloader = new(context, source, keys, target);
        await downloader.RunAsync(
            manifest.Entries(FileKind.File).Where(file => scope.WhyNot(file) is null), check.Size);
        foreach (BackupFile entry in manifest.Entries(FileKind.Directory | FileKind.SymbolicLink)
            .Where(entry => scope.WhyNot(entry) is null))
        {
            target.Add(entry);
        }

        context.Begin(RestoreStep.Place);
        CommitResult outcome = target.Commit(scope.FateOf);
        context.Begin(RestoreStep.RestoreApps);
        foreach (KeyValuePair<string, long> skipped in check.Skipped)
        {
            _phone.Observations.Note(ObservationKind.RestoreSkipped, $"{skipped.Key}: {skipped.Value}");
        }

        _phone.Restores.Finish(
            new RestoreRecord
            {
                Options = options,
                SourceIdentifier = source,
                Files = check.Files,
                Directories = check.Directories,
                SymbolicLinks = check.SymbolicLinks,
                BytesReceived = downloader.BytesReceived,
                Skipped = check.Skipped,
                Removed = outcome.Removed,
                Apps = AppRestorer.Install(_phone),
            },
            outcome.LostAtBoot);
    }

    private void CheckSpace(long size)
    {
        context.Begin(RestoreStep.CheckSpace);
        if (size > _phone.Options.FreeSpace)
        {
            throw new BackupException(
                _phone.MajorVersion >= FirstVersionWithOwnSpaceError
                    ? BackupErrorCode.PhoneFull : BackupErrorCode.HostFull,
                "Insufficient free disk space to restore");
        }
    }

    /// <summary>Has the host keep the backup as it is, under the name that Apple's programs give such copies.</summary>
    private async Task CopyBackupAsync()
    {
        context.Begin(RestoreStep.CopyBackup);
        await new BackupWalk(_drive).WalkAsync(source, static (_, _) => { });
        await _drive.GetFreeSpaceAsync();
        string copy = new HostLayout(source).Aside(DateTimeOffset.UtcNow);
        await _drive.CopyAsync(source, copy);
        string path = HostLayout.In(copy, BackupInfo.FileName);
        if (await _drive.ReadAsync(path) is byte[] bytes)
        {
            PlistDictionary info = PropertyList.ParseDictionary(bytes);
            info["Display Name"] = $"{info.GetString("Display Name")} ({copy})";
            await _drive.UploadAsync(
                DevicePaths.Temporary(BackupInfo.FileName), path, PropertyList.ToXml(info));
        }
    }
}
