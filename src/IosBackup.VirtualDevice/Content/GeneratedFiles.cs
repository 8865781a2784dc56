using System.Collections.Generic;
using System.Globalization;

namespace IosBackup.VirtualDevice.Content;

/// <summary>
/// Any number of files that are computed while a backup scans them, so that a phone with millions of files takes no
/// memory. Immutable: change the set by replacing it (<see cref="PhoneContent.Replace"/>).
/// </summary>
public sealed record GeneratedFiles
{
    private const int DirectoryPermissions = 0b111_101_101;
    private const int FirstFolderNumber = 100;

    /// <summary>The backup domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The folder of the domain below which the files lie, in numbered sub folders.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of files.</summary>
    public required int Count { get; init; }

    /// <summary>Bytes of all files together, spread evenly.</summary>
    public required long TotalSize { get; init; }

    /// <summary>Decides the files' bytes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Files in one sub folder.</summary>
    public int FilesPerFolder { get; init; } = 1000;

    /// <summary>
    /// How often the first <see cref="RevisedCount"/> files have changed; every revision gives them other bytes and a
    /// later modification time.
    /// </summary>
    public int Revision { get; init; }

    /// <summary>How many files, counted from the first, a revision above zero changes.</summary>
    public int RevisedCount { get; init; }

    /// <summary>When the files last changed, in Unix seconds.</summary>
    public long LastModified { get; init; } = 1_750_000_000;

    /// <summary>Data protection class of the files.</summary>
    public int ProtectionClass { get; init; } = 3;

    internal long FirstInode { get; init; }

    /// <summary>The directories and files, every directory before what it holds.</summary>
    internal IEnumerable<PhoneFile> Enumerate()
    {
        foreach (string folder in PhonePaths.WithAncestors(Folder))
        {
            yield return MakeDirectory(folder, 0);
        }

        for (int i = 0; i < Count; i++)
        {
            string folder = SubFolder(i);
            if (i % FilesPerFolder == 0)
            {
                yield return MakeDirectory(folder, 1 + (i / FilesPerFolder));
            }

            yield return MakeFile(folder, i);
        }
    }

    private string SubFolder(int index)
    {
        string name = (FirstFolderNumber + (index / FilesPerFolder)).ToString(CultureInfo.InvariantCulture);
        return Folder.Length == 0 ? name : Folder + "/" + name;
    }

    private PhoneFile MakeDirectory(string path, int number) => new()
    {
        Domain = Domain,
        RelativePath = path,
        Kind = PhoneFileKind.Directory,
        Permissions = DirectoryPermissions,
        ProtectionClass = 0,
        LastModified = LastModified,
        Inode = FirstInode + Count + number,
    };

    private PhoneFile MakeFile(string folder, int index)
    {
        int revision = index < RevisedCount ? Revision : 0;
        long length = (TotalSize / Count) + (index < TotalSize % Count ? 1 : 0);
        ulong seed = unchecked((Seed << 40) ^ ((ulong)revision << 32) ^ (ulong)index);
        return new PhoneFile
        {
            Domain = Domain,
            RelativePath = folder + "/FILE_" + index.ToString("D7", CultureInfo.InvariantCulture) + ".bin",
            LastModified = LastModified + revision,
            ProtectionClass = ProtectionClass,
            Inode = FirstInode + index,
            Content = PhoneFileContent.Generated(seed, length),
        };
    }
}
