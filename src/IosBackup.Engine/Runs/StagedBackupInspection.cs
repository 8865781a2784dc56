using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Runs;

/// <summary>
/// The host's own look at what a device has declared finished. A run that does not pass is no success, whatever the
/// device said.
/// </summary>
internal sealed class StagedBackupInspection
{
    private const string FilesKey = "Files";
    private const string BytesKey = "Bytes";

    private StagedBackupInspection(bool isEncrypted, bool? passwordOpens, PlistDictionary dataTypes)
    {
        IsEncrypted = isEncrypted;
        PasswordOpens = passwordOpens;
        Counts = dataTypes;
    }

    public bool IsEncrypted { get; }

    /// <summary>Whether the password that was given opens the backup; null when none was or none is needed.</summary>
    public bool? PasswordOpens { get; }

    /// <summary>Files and bytes per data type; empty when the manifest could not be read.</summary>
    public PlistDictionary Counts { get; }

    /// <summary>Looks at a backup.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupIncomplete"/>, <see cref="ErrorKind.ManifestDamaged"/>,
    /// <see cref="ErrorKind.PayloadMissing"/> and others: the backup is not good.
    /// </exception>
    public static StagedBackupInspection Inspect(string folder, BackupPassword? password, CancellationToken stop)
    {
        using Backup backup = Backup.Open(folder);
        if (!backup.IsFinished)
        {
            throw new EngineException(ErrorKind.BackupIncomplete, "The device left the backup unfinished.")
            {
                Target = folder,
            };
        }

        bool? opens = backup.IsEncrypted && password is not null ? TryUnlock(backup, password) : null;
        PlistDictionary dataTypes = backup.IsUnlocked ? CountFiles(backup, stop) : new PlistDictionary();
        return new StagedBackupInspection(backup.IsEncrypted, opens, dataTypes);
    }

    private static bool TryUnlock(Backup backup, BackupPassword password)
    {
        try
        {
            backup.Unlock(password);
            return true;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.BackupPasswordIncorrect)
        {
            return false;
        }
    }

    private static PlistDictionary CountFiles(Backup backup, CancellationToken stop)
    {
        SortedDictionary<string, (long Files, long Bytes)> counts = new(StringComparer.Ordinal);
        foreach (BackupFile file in backup.Files(new BackupFileQuery { Kinds = FileKind.File }, stop))
        {
            if (backup.Locate(file) == PayloadPlace.Missing)
            {
                throw new EngineException(ErrorKind.PayloadMissing, $"{file} was not received.") { Target = file.FileId };
            }

            string type = DataTypes.Of(file).ToString();
            counts.TryGetValue(type, out (long Files, long Bytes) count);
            counts[type] = (count.Files + 1, count.Bytes + file.Size);
        }

        PlistDictionary dataTypes = new();
        foreach (KeyValuePair<string, (long Files, long Bytes)> count in counts)
        {
            dataTypes[count.Key] = new PlistDictionary
            {
                [FilesKey] = count.Value.Files,
                [BytesKey] = count.Value.Bytes,
            };
        }

        return dataTypes;
    }
}
