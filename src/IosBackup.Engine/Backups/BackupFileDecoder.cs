using System;
using System.Text;

namespace IosBackup.Engine.Backups;

/// <summary>Makes a <see cref="BackupFile"/> of the columns of a manifest's row.</summary>
internal static class BackupFileDecoder
{
    /// <summary>Decodes a row. One whose record is damaged comes with what the other columns tell.</summary>
    /// <param name="fileId">The row's id.</param>
    /// <param name="domain">The row's domain.</param>
    /// <param name="path">The row's path as UTF-8.</param>
    /// <param name="flags">The row's flags.</param>
    /// <param name="record">The archived record.</param>
    public static BackupFile Decode(
        string fileId, string domain, ReadOnlySpan<byte> path, long flags, ReadOnlySpan<byte> record)
    {
        string relativePath = Encoding.UTF8.GetString(path);
        FileKind kind = KindOf(flags);
        FileFlaws flaws = FileIds.IsValid(fileId) ? FileFlaws.None : FileFlaws.FileIdInvalid;
        MBFileFields fields;
        try
        {
            fields = MBFileDecoder.Decode(record);
        }
        catch (FormatException)
        {
            return new BackupFile
            {
                FileId = fileId,
                Domain = domain,
                RelativePath = relativePath,
                Kind = kind,
                RowFlags = unchecked((int)flags),
                Flaws = flaws | FileFlaws.RecordDamaged,
            };
        }

        flaws |= fields.Size is null ? FileFlaws.SizeMissing : FileFlaws.None;
        flaws |= fields.PathEquals(path, relativePath) ? FileFlaws.None : FileFlaws.PathDiffers;
        flaws |= UnixMode.KindOf(fields.Mode) == kind ? FileFlaws.None : FileFlaws.KindDiffers;
        fields.CopyBytes(
            out ReadOnlyMemory<byte> key, out ReadOnlyMemory<byte> digest, out ReadOnlyMemory<byte> attributes);
        return new BackupFile
        {
            FileId = fileId,
            Domain = domain,
            RelativePath = relativePath,
            Kind = kind,
            Mode = fields.Mode,
            Size = fields.Size ?? 0,
            LastModified = fields.LastModified,
            LastStatusChange = fields.LastStatusChange,
            Birth = fields.Birth,
            UserId = fields.UserId,
            GroupId = fields.GroupId,
            Inode = fields.Inode,
            ProtectionClass = fields.ProtectionClass,
            Flags = fields.Flags,
            EncryptionKey = key,
            Digest = digest,
            ExtendedAttributes = attributes,
            LinkTarget = fields.LinkTarget,
            RowFlags = unchecked((int)flags),
            Flaws = flaws,
        };
    }

    /// <summary>The kind that a row's flags state; more than one bit of kind is none.</summary>
    private static FileKind KindOf(long flags) => (flags & (long)FileKind.Any) switch
    {
        1 => FileKind.File,
        2 => FileKind.Directory,
        4 => FileKind.SymbolicLink,
        _ => FileKind.None,
    };
}
