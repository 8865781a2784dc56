using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Second copies of a backup's four metadata files with their checksums: without Manifest.db not one file of a backup
/// can be found again, let alone decrypted.
/// </summary>
internal static class MetadataCopies
{
    private const string LengthKey = "Length";
    private const string HashKey = "Sha256";

    private static readonly string[] s_names =
        ["Info.plist", "Manifest.plist", "Manifest.db", "Manifest.mbdb", "Status.plist"];

    /// <summary>Copies the metadata of a backup to a generation's own folder and says what was copied.</summary>
    public static PlistDictionary Make(FileLayer files, string backup, string folder)
    {
        PlistDictionary metadata = new();
        foreach (string name in s_names)
        {
            string source = Path.Combine(backup, name);
            if (!File.Exists(source))
            {
                continue;
            }

            string copy = Path.Combine(folder, name);
            files.DeleteFile(copy);
            files.CopyFile(source, copy);
            files.SyncFile(copy);
            metadata[name] = Describe(source);
        }

        return metadata;
    }

    /// <summary>Puts copies in the place of metadata files that are missing or changed.</summary>
    /// <returns>The names of the files that were put back.</returns>
    public static IReadOnlyList<string> Repair(FileLayer files, PlistDictionary metadata, string folder, string backup)
    {
        List<string> repaired = [];
        foreach (string name in s_names)
        {
            if (metadata.GetDictionary(name) is not PlistDictionary expected
                || Matches(Path.Combine(backup, name), expected))
            {
                continue;
            }

            string copy = Path.Combine(folder, name);
            if (Matches(copy, expected))
            {
                string temporary = Path.Combine(folder, name + ".restoring");
                files.DeleteFile(temporary);
                files.CopyFile(copy, temporary);
                files.SyncFile(temporary);
                files.MoveFile(temporary, Path.Combine(backup, name));
                repaired.Add(name);
            }
        }

        return repaired;
    }

    /// <summary>Whether every metadata file is what it was when the generation was made.</summary>
    public static bool AreIntact(PlistDictionary metadata, string backup) => Changed(metadata, backup).Count == 0;

    /// <summary>The metadata files that are missing or not what they were when the generation was made.</summary>
    public static IReadOnlyList<string> Changed(PlistDictionary metadata, string backup) =>
        [.. s_names.Where(name => metadata[name] is PlistNode known
            && (known is not PlistDictionary expected || !Matches(Path.Combine(backup, name), expected)))];

    private static bool Matches(string path, PlistDictionary expected) =>
        File.Exists(path)
        && new FileInfo(path).Length == expected.GetInteger(LengthKey)
        && Describe(path).Equals(expected);

    private static PlistDictionary Describe(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using SHA256 hash = SHA256.Create();
        return new PlistDictionary { [LengthKey] = file.Length, [HashKey] = hash.ComputeHash(file) };
    }
}
