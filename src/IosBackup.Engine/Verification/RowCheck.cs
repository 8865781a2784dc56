using System;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Verification;

/// <summary>Checks what a manifest says of an entry, without looking at its content.</summary>
/// <param name="isEncrypted">Whether the backup is encrypted.</param>
/// <param name="keys">The keys; null when there are none.</param>
/// <param name="findings">Takes what is found.</param>
internal sealed class RowCheck(bool isEncrypted, ClassKeys? keys, FindingList findings)
{
    private const int Sha1Length = 20;
    private const int Sha256Length = 32;

    public void Check(BackupFile row)
    {
        if ((row.Flaws & FileFlaws.Placeholder) != 0)
        {
            findings.Add(FindingKind.RowPlaceholder, row);
            return;
        }

        CheckPlace(row);
        if ((row.Flaws & FileFlaws.RecordDamaged) != 0)
        {
            findings.Add(FindingKind.RecordDamaged, row);
            return;
        }

        CheckKind(row);
        if (row.Kind == FileKind.File)
        {
            CheckFile(row);
        }
        else if (row.Kind == FileKind.SymbolicLink)
        {
            CheckLink(row);
        }
    }

    private void CheckPlace(BackupFile row)
    {
        if ((row.Flaws & FileFlaws.FileIdInvalid) != 0)
        {
            findings.Add(FindingKind.FileIdInvalid, row);
        }
        else if (row.FileId != FileIds.Compute(row.Domain, row.RelativePath))
        {
            findings.Add(FindingKind.FileIdDiffers, row);
        }

        if (!EntryPaths.AreSafe(row.Domain, row.RelativePath))
        {
            findings.Add(FindingKind.UnsafePath, row);
        }
    }

    private void CheckKind(BackupFile row)
    {
        if ((row.Flaws & FileFlaws.PathDiffers) != 0)
        {
            findings.Add(FindingKind.PathDiffers, row);
        }

        if (row.Kind == FileKind.None)
        {
            findings.Add(FindingKind.KindInvalid, row, $"flags {row.RowFlags}");
        }
        else if ((row.Flaws & FileFlaws.KindDiffers) != 0)
        {
            findings.Add(FindingKind.KindDiffers, row, $"mode {Convert.ToString(row.Mode, 8)}");
        }

        if ((row.RowFlags & ~(int)FileKind.Any) != 0)
        {
            findings.Add(FindingKind.RowFlagsUnusual, row, $"flags {row.RowFlags}");
        }
    }

    private void CheckFile(BackupFile row)
    {
        if (row.Size < 0 || (row.Flaws & FileFlaws.SizeMissing) != 0)
        {
            findings.Add(FindingKind.SizeInvalid, row, $"{row.Size}");
        }

        if (row.Digest.Length is not (0 or Sha1Length or Sha256Length))
        {
            findings.Add(FindingKind.DigestInvalid, row, $"{row.Digest.Length} bytes");
        }
        else if (row.Digest.IsEmpty && DomainRules.HasDigests(row.Domain))
        {
            findings.Add(FindingKind.DigestMissing, row);
        }

        if (isEncrypted != row.IsEncrypted)
        {
            findings.Add(isEncrypted ? FindingKind.KeyMissing : FindingKind.KeyUnexpected, row);
        }
        else if (isEncrypted)
        {
            CheckKey(row);
        }
    }

    private void CheckKey(BackupFile row)
    {
        if ((row.Flaws & FileFlaws.ClassDiffers) != 0)
        {
            findings.Add(FindingKind.ClassDiffers, row);
        }

        if (row.EncryptionKey.Length != FileKey.WrappedLength)
        {
            findings.Add(FindingKind.KeyDamaged, row, $"{row.EncryptionKey.Length} bytes");
            return;
        }

        try
        {
            keys?.Open(row.EncryptionKey.Span).Dispose();
        }
        catch (EngineException e)
        {
            bool lacksClass = e.Kind == ErrorKind.ClassKeyMissing;
            findings.Add(lacksClass ? FindingKind.ClassKeyMissing : FindingKind.KeyDamaged, row, e.Message);
        }
    }

    private void CheckLink(BackupFile row)
    {
        if (row.LinkTarget is null or "")
        {
            findings.Add(FindingKind.LinkTargetMissing, row);
        }
        else if (LeadsOutside(row.RelativePath, row.LinkTarget))
        {
            findings.Add(FindingKind.LinkLeadsOutside, row, row.LinkTarget);
        }
    }

    private static bool LeadsOutside(string path, string target)
    {
        if (target[0] == '/')
        {
            return true;
        }

        int depth = path.Split('/').Length - 1;
        foreach (string part in target.Split('/'))
        {
            depth += part switch
            {
                ".." => -1,
                "" or "." => 0,
                _ => 1,
            };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }
}
