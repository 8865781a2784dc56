using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;

namespace IosBackup.Backups;

/// <summary>Makes the objects of Get-IosBackup of what lies in folders. A broken backup is described too.</summary>
internal static class BackupDescriptions
{
    private const int LongestInfo = 64 * 1024 * 1024;

    /// <summary>Describes the backup in a folder.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.NotABackup"/>: nothing of one lies there.</exception>
    public static IosBackup Describe(string folder)
    {
        IosBackup backup = Describe(folder, FindGeneration(folder), out EngineException? error);
        return error?.Kind == ErrorKind.NotABackup ? throw error : backup;
    }

    /// <summary>Describes what lies in a folder: nothing is a damaged backup, and opening it gives the error.</summary>
    public static IosBackup DescribeAny(string folder) => Describe(folder, FindGeneration(folder), out _);

    /// <summary>
    /// Describes the backup that a folder is, or the backups in it; null when there is no such folder.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NotABackup"/>: it has to exist and does not, or is a file; those of
    /// <see cref="List(string, CancellationToken)"/>.
    /// </exception>
    public static IReadOnlyList<IosBackup>? Look(string place, bool mustExist, CancellationToken stop)
    {
        bool isBackup = IsBackup(place);
        if (!isBackup && Directory.Exists(place))
        {
            return [.. List(place, stop)];
        }

        return isBackup || mustExist || File.Exists(place) ? [Describe(place)] : null;
    }

    /// <summary>Describes the backups in a repository or any other folder of backups, as they are found.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RepositoryInvalid"/>, <see cref="ErrorKind.BackupUnavailable"/>.
    /// </exception>
    public static IEnumerable<IosBackup> List(string root, CancellationToken stop)
    {
        foreach ((string folder, Generation? generation) in Folders(root))
        {
            stop.ThrowIfCancellationRequested();
            yield return Describe(folder, generation, out _);
        }
    }

    /// <summary>Whether a folder is a backup rather than a folder of backups.</summary>
    public static bool IsBackup(string folder) =>
        File.Exists(Path.Combine(folder, BackupProperties.FileName))
        || File.Exists(Path.Combine(folder, BackupStatus.FileName))
        || File.Exists(Path.Combine(folder, BackupInfo.FileName));

    private static List<(string Folder, Generation? Generation)> Folders(string root)
    {
        try
        {
            List<(string, Generation?)> found =
            [
                .. BackupRepository.Open(FileLayer.Real, root)
                    .Generations()
                    .Select(static one => (one.Path, (Generation?)one)),
            ];
            HashSet<string> known = [.. found.Select(static one => one.Item1)];

            // Renamed copies are backups too; only the repository itself goes by names.
            found.AddRange(Directory.EnumerateDirectories(root)
                .Where(folder => !known.Contains(folder) && IsBackup(folder))
                .OrderBy(static folder => folder, StringComparer.Ordinal)
                .Select(static folder => (folder, (Generation?)null)));
            return found;
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw FileErrors.ToReadException(error, root);
        }
    }

    private static Generation? FindGeneration(string folder)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(folder)) is string root
                ? BackupRepository.Open(FileLayer.Real, root).Find(folder)
                : null;
        }
        catch (EngineException error) when (
            error.Kind is ErrorKind.RepositoryInvalid or ErrorKind.BackupUnavailable
                or ErrorKind.DestinationUnavailable)
        {
            // The backup can be read although what a newer version remembers of it cannot; opening tells the rest.
            return null;
        }
    }

    private static IosBackup Describe(string folder, Generation? generation, out EngineException? error)
    {
        (VerificationRecord? passed, VerificationRecord? passedFully) = LastPassed(generation?.Record);
        IosBackup blank = new()
        {
            Path = folder,
            Udid = generation?.Udid ?? Path.GetFileName(folder),
            State = IosBackupState.Damaged,
            IsPartial = generation?.IsPartial ?? false,
            Selection = generation?.Record?.Filter is { Count: > 0 } filter ? BackupFilter.Describe(filter) : null,
            Date = generation is null || generation.Date == DateTimeOffset.MinValue ? null : generation.Date,
            RunId = generation?.Status?.Uuid,
            FileCount = generation?.Record?.FileCount,
            Size = generation?.Record?.Size,
            FailedFileCount = generation?.Record?.FailedCount,
            Problem = generation?.Record?.FailedTest is VerificationRecord failed
                ? $"It failed its last test ({failed}). Test-IosBackup tells what is wrong."
                : null,
            LastVerified = passed?.Date,
            LastVerifiedLevel = LevelOf(passed),
            LastFullyVerified = passedFully?.Date,
        };
        try
        {
            using Backup backup = Backup.Open(folder);
            error = null;
            return Fill(blank, backup);
        }
        catch (EngineException e)
        {
            error = e;
            return FillFromHost(blank, folder) with { State = StateOf(e.Kind), Problem = e.Message };
        }
    }

    private static IosBackup Fill(IosBackup blank, Backup backup)
    {
        BackupProperties device = backup.Properties;
        BackupInfo? host = device.DeviceName is null || device.ProductVersion is null ? backup.Info : null;
        string? productType = device.ProductType ?? host?.ProductType;
        return blank with
        {
            Udid = device.UniqueDeviceId ?? (host ?? backup.Info)?.TargetIdentifier ?? blank.Udid,
            DeviceName = device.DeviceName ?? host?.DeviceName ?? host?.DisplayName,
            ProductType = productType,
            ModelName = ModelOf(productType),
            ProductVersion = device.ProductVersion ?? host?.ProductVersion,
            BuildVersion = device.BuildVersion ?? host?.BuildVersion,
            SerialNumber = device.SerialNumber ?? host?.SerialNumber,
            Date = backup.Status?.Date is DateTimeOffset told ? blank.Date ?? told : device.Date ?? blank.Date,
            State = backup.Format == BackupFormat.WeaklyEncryptedDatabase ? IosBackupState.Unsupported
                : backup.IsFinished ? IosBackupState.Finished : IosBackupState.Incomplete,
            Problem = backup.Format == BackupFormat.WeaklyEncryptedDatabase ? "Encrypted by iOS 10.0 or 10.1."
                : backup.IsFinished ? blank.Problem : ProblemOf(backup.Status),
            IsEncrypted = backup.IsEncrypted,
            KeybagId = backup.IsEncrypted ? KeybagIds.Of(backup) : null,
            RunId = backup.RunId,
        };
    }

    /// <summary>What the host noted, where the device's own words cannot be read.</summary>
    private static IosBackup FillFromHost(IosBackup blank, string folder)
    {
        try
        {
            byte[]? bytes = new BackupFolder(folder).TryReadAll(BackupInfo.FileName, LongestInfo);
            BackupInfo? host = bytes is null ? null : BackupInfo.Parse(bytes);
            return host is null ? blank : blank with
            {
                Udid = host.TargetIdentifier ?? host.UniqueIdentifier ?? blank.Udid,
                DeviceName = host.DeviceName ?? host.DisplayName,
                ProductType = host.ProductType,
                ModelName = ModelOf(host.ProductType),
                ProductVersion = host.ProductVersion,
                BuildVersion = host.BuildVersion,
                SerialNumber = host.SerialNumber,
                Date = blank.Date ?? host.LastBackupDate,
            };
        }
        catch (EngineException)
        {
            return blank;
        }
    }

    private static string ProblemOf(BackupStatus? status) => status is null
        ? "Status.plist is missing or cannot be read."
        : $"The device's last run did not end: its state is {status.SnapshotState ?? "unknown"}.";

    private static IosBackupState StateOf(ErrorKind kind) => kind switch
    {
        ErrorKind.BackupIncomplete => IosBackupState.Incomplete,
        ErrorKind.FormatNotSupported => IosBackupState.Unsupported,
        _ => IosBackupState.Damaged,
    };

    private static string? ModelOf(string? productType) =>
        productType is null ? null : DeviceModels.NameOf(productType);

    /// <summary>The newest test of everything that was passed, and the newest that looked into the content.</summary>
    private static (VerificationRecord? Any, VerificationRecord? Full) LastPassed(GenerationRecord? record)
    {
        // Of two in the same second the later one stands behind the other.
        VerificationRecord[] passed =
        [
            .. (record?.Verifications ?? [])
                .Where(static test => test.Passed && test.Slice is null)
                .Reverse()
                .OrderByDescending(static test => test.Date),
        ];
        return (
            passed.FirstOrDefault(),
            Array.Find(passed, static test => LevelOf(test) >= IosBackupTestLevel.Full));
    }

    private static IosBackupTestLevel? LevelOf(VerificationRecord? test) =>
        Enum.TryParse(test?.Level, out IosBackupTestLevel level) ? level : null;
}
