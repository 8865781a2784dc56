using System;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>Archives a file's description as phones do it: the <c>file</c> column of a manifest's row.</summary>
internal static class MBFileEncoder
{
    private const int ArchiverVersion = 100_000;

    /// <summary>Makes the archive of a file.</summary>
    public static byte[] Encode(BackupFile file)
    {
        PlistArray objects = new(["$null"]);
        PlistDictionary archived = new()
        {
            ["LastModified"] = file.LastModified,
            ["ProtectionClass"] = file.ProtectionClass,
            ["Flags"] = file.Flags,
            ["GroupID"] = file.GroupId,
            ["LastStatusChange"] = file.LastStatusChange,
            ["Birth"] = file.Birth,
            ["Size"] = file.Size,
            ["Mode"] = file.Mode,
            ["UserID"] = file.UserId,
            ["InodeNumber"] = file.Inode,
        };
        objects.Add(archived);
        archived["RelativePath"] = Add(objects, file.RelativePath);
        if (file.LinkTarget is string target)
        {
            archived["Target"] = Add(objects, target);
        }

        if (!file.Digest.IsEmpty)
        {
            archived["Digest"] = Add(objects, new PlistData(file.Digest));
        }

        if (!file.EncryptionKey.IsEmpty)
        {
            PlistDictionary key = new() { ["NS.data"] = new PlistData(file.EncryptionKey) };
            archived["EncryptionKey"] = Add(objects, key);
            key["$class"] = Add(objects, Class("NSMutableData", "NSData"));
        }

        if (!file.ExtendedAttributes.IsEmpty)
        {
            archived["ExtendedAttributes"] = Add(objects, new PlistData(file.ExtendedAttributes));
        }

        archived["$class"] = Add(objects, Class("MBFile"));
        return PropertyList.ToBinary(new PlistDictionary
        {
            ["$version"] = ArchiverVersion,
            ["$archiver"] = "NSKeyedArchiver",
            ["$top"] = new PlistDictionary { ["root"] = new PlistUid(1) },
            ["$objects"] = objects,
        });
    }

    private static PlistUid Add(PlistArray objects, PlistNode item)
    {
        objects.Add(item);
        return new PlistUid((ulong)objects.Count - 1);
    }

    private static PlistDictionary Class(params string[] names) => new()
    {
        ["$classname"] = names[0],
        ["$classes"] = new PlistArray(Array.ConvertAll<string, PlistNode>([.. names, "NSObject"], static name => name)),
    };
}
