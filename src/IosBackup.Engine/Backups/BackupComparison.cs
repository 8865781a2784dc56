using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Compares what two backups list, from their manifests alone. Both are read side by side in the order of ids, so
/// memory does not grow with them.
/// </summary>
public static class BackupComparison
{
    /// <summary>Streams what is not the same, in the order of ids.</summary>
    /// <param name="before">The first backup.</param>
    /// <param name="after">The second backup.</param>
    /// <param name="query">Which files to look at.</param>
    /// <param name="stop">Stops at once.</param>
    /// <exception cref="EngineException">As for <see cref="Backup.Files"/>.</exception>
    public static IEnumerable<FileDifference> Compare(
        Backup before, Backup after, BackupFileQuery? query = null, CancellationToken stop = default)
    {
        using IEnumerator<BackupFile> left = before.FilesById(query, stop).GetEnumerator();
        using IEnumerator<BackupFile> right = after.FilesById(query, stop).GetEnumerator();
        bool hasLeft = left.MoveNext();
        bool hasRight = right.MoveNext();
        while (hasLeft || hasRight)
        {
            int order = !hasLeft ? 1
                : !hasRight ? -1
                : string.CompareOrdinal(left.Current.FileId, right.Current.FileId);
            if (order < 0)
            {
                yield return new FileDifference(FileChange.Removed, left.Current, null, FileAspects.None);
            }
            else if (order > 0)
            {
                yield return new FileDifference(FileChange.Added, null, right.Current, FileAspects.None);
            }
            else if (Compare(left.Current, right.Current) is FileAspects aspects and not FileAspects.None)
            {
                yield return new FileDifference(FileChange.Changed, left.Current, right.Current, aspects);
            }

            hasLeft = order <= 0 ? left.MoveNext() : hasLeft;
            hasRight = order >= 0 ? right.MoveNext() : hasRight;
        }
    }

    /// <summary>In what two entries differ.</summary>
    public static FileAspects Compare(BackupFile before, BackupFile after)
    {
        bool sameKey = before.EncryptionKey.Span.SequenceEqual(after.EncryptionKey.Span);
        bool tellingDigests = sameKey && !before.Digest.IsEmpty && !after.Digest.IsEmpty;
        return When(before.Kind != after.Kind, FileAspects.Kind)
            | When(before.Size != after.Size, FileAspects.Size)
            | When(before.LastModified != after.LastModified && before.Kind != FileKind.Directory,
                FileAspects.LastWriteTime)
            | When(tellingDigests && !before.Digest.Span.SequenceEqual(after.Digest.Span), FileAspects.Digest)
            | When(before.LinkTarget != after.LinkTarget, FileAspects.LinkTarget)
            | When(before.Mode != after.Mode, FileAspects.Mode)
            | When(before.UserId != after.UserId || before.GroupId != after.GroupId, FileAspects.Owner)
            | When(before.ProtectionClass != after.ProtectionClass, FileAspects.ProtectionClass)
            | When(
                !before.ExtendedAttributes.Span.SequenceEqual(after.ExtendedAttributes.Span),
                FileAspects.ExtendedAttributes);
    }

    private static FileAspects When(bool differs, FileAspects aspect) => differs ? aspect : FileAspects.None;
}
