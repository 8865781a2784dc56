using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a manifest says about a phone's files.</summary>
internal static class FileRecords
{
    private const int FirstFileClass = 1;
    private const int LastFileClass = 4;
    private const int DefaultFileClass = 3;
    private const string ExclusionPrefix = "com.apple.metadata:com_apple_";
    private const string AlwaysExcluded = ExclusionPrefix + "backup_excludeItem";
    private const string ExcludedUnencrypted = ExclusionPrefix + "unencryptedBackup_excludeItem";

    /// <summary>
    /// Whether a backup leaves a file out: an app has marked it, or the phone gives it to encrypted backups alone.
    /// </summary>
    public static bool IsExcluded(PhoneFile file, bool encrypted) => (!encrypted && file.OnlyWhenEncrypted)
        || (file.ExtendedAttributes is not null
            && (file.ExtendedAttributes.ContainsKey(AlwaysExcluded)
                || (!encrypted && file.ExtendedAttributes.ContainsKey(ExcludedUnencrypted))));

    /// <summary>The description of a file, without key and digest.</summary>
    public static BackupFile Describe(PhoneFile file, string fileId)
    {
        FileKind kind = file.Kind switch
        {
            PhoneFileKind.Directory => FileKind.Directory,
            PhoneFileKind.SymbolicLink => FileKind.SymbolicLink,
            _ => FileKind.File,
        };
        return new BackupFile
        {
            FileId = fileId,
            Domain = file.Domain,
            RelativePath = file.RelativePath,
            Kind = kind,
            Mode = UnixMode.TypeOf(kind) | file.Permissions,
            Size = kind == FileKind.File ? file.StatedSize ?? file.Content?.Length ?? 0 : 0,
            LastModified = file.LastModified,
            LastStatusChange = file.LastStatusChange ?? file.LastModified,
            Birth = file.Birth ?? file.LastModified,
            UserId = file.UserId,
            GroupId = file.GroupId,
            Inode = unchecked((ulong)(file.Inode ?? 0)),
            ProtectionClass = kind == FileKind.File ? ProtectionClass(file) : file.ProtectionClass,
            Flags = file.Flags,
            ExtendedAttributes = Encode(file.ExtendedAttributes),
            LinkTarget = kind == FileKind.SymbolicLink ? file.LinkTarget ?? "" : null,
        };
    }

    /// <summary>The file that a record describes: the reverse of <see cref="Describe"/>, without an inode.</summary>
    /// <param name="record">The record.</param>
    /// <param name="content">The content of a regular file.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.PropertyListInvalid"/>: broken attributes.</exception>
    public static PhoneFile ToPhoneFile(BackupFile record, PhoneFileContent? content) => new()
    {
        Domain = record.Domain,
        RelativePath = record.RelativePath,
        Kind = record.Kind switch
        {
            FileKind.Directory => PhoneFileKind.Directory,
            FileKind.SymbolicLink => PhoneFileKind.SymbolicLink,
            _ => PhoneFileKind.File,
        },
        Permissions = record.Mode & ~UnixMode.TypeMask,
        LastModified = record.LastModified,
        LastStatusChange = record.LastStatusChange,
        Birth = record.Birth,
        UserId = record.UserId,
        GroupId = record.GroupId,
        ProtectionClass = record.ProtectionClass,
        Flags = record.Flags,
        ExtendedAttributes = Decode(record.ExtendedAttributes),
        LinkTarget = record.LinkTarget,
        Content = content,
        StatedSize = content is null || content.Length == record.Size ? null : record.Size,
    };

    /// <summary>Whether the content that a record describes is that of a file as it is now.</summary>
    public static bool HaveSameContent(BackupFile record, BackupFile now) =>
        record.Kind == now.Kind && record.Size == now.Size && record.LastModified == now.LastModified
        && record.LastStatusChange == now.LastStatusChange && record.Inode == now.Inode
        && record.ProtectionClass == now.ProtectionClass;

    /// <summary>The protection class of a regular file: keys exist for these only.</summary>
    private static int ProtectionClass(PhoneFile file) =>
        file.ProtectionClass is >= FirstFileClass and <= LastFileClass ? file.ProtectionClass : DefaultFileClass;

    private static ReadOnlyMemory<byte> Encode(IReadOnlyDictionary<string, byte[]>? attributes)
    {
        if (attributes is null || attributes.Count == 0)
        {
            return default;
        }

        PlistDictionary values = new();
        foreach (KeyValuePair<string, byte[]> attribute in attributes.OrderBy(
            static entry => entry.Key, StringComparer.Ordinal))
        {
            values[attribute.Key] = attribute.Value;
        }

        return PropertyList.ToBinary(values);
    }

    private static Dictionary<string, byte[]>? Decode(ReadOnlyMemory<byte> attributes) => attributes.IsEmpty
        ? null
        : PropertyList.ParseDictionary(attributes.Span)
            .Where(static entry => entry.Value is PlistData)
            .ToDictionary(static entry => entry.Key, static entry => ((PlistData)entry.Value).Value.ToArray());
}
