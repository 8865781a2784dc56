using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Makes a new generation out of an old one without touching it. Payloads are cloned by the cheapest way the volume
/// has; the four metadata files, which are replaced in every run, are always real copies.
/// </summary>
internal sealed class GenerationCloner(FileLayer files, CloneMethod method)
{
    private static readonly string[] s_metadata =
        ["Info.plist", "Status.plist", "Manifest.plist", "Manifest.db", "Manifest.mbdb"];

    private readonly int _threads = Math.Min(4, Environment.ProcessorCount);
    private long _filesCloned;

    /// <summary>Files cloned so far.</summary>
    public long FilesCloned => Interlocked.Read(ref _filesCloned);

    /// <summary>Whether a name is one of the metadata files.</summary>
    public static bool IsMetadata(string name) => s_metadata.Contains(name, StringComparer.Ordinal);

    /// <summary>Clones a backup's folder. The target must not exist; on failure it is left half-made.</summary>
    public void Clone(string source, string target, CancellationToken stop)
    {
        List<(string From, string To)> folders = [];
        foreach (string folder in GenerationFiles.Folders(source))
        {
            string to = GenerationFiles.InPlaceOf(source, folder, target);
            files.CreateDirectory(to);
            folders.Add((folder, to));
        }

        ParallelOptions options = new() { MaxDegreeOfParallelism = _threads, CancellationToken = stop };
        try
        {
            Parallel.ForEach(
                folders,
                options,
                folder => CloneFiles(GenerationFiles.In(source, folder.From), folder.To, stop));
        }
        catch (AggregateException e)
        {
            throw e.Flatten().InnerExceptions[0];
        }
    }

    /// <summary>Clones one file.</summary>
    public void CloneFile(string source, string target) => CloneFile(source, target, method);

    private void CloneFiles(IEnumerable<FileInfo> found, string target, CancellationToken stop)
    {
        foreach (FileInfo file in found)
        {
            stop.ThrowIfCancellationRequested();
            string name = file.Name;
            CloneFile(file.FullName, Path.Combine(target, name), IsMetadata(name) ? CloneMethod.Copy : method);
            Interlocked.Increment(ref _filesCloned);
        }
    }

    private void CloneFile(string source, string target, CloneMethod how)
    {
        switch (how)
        {
            case CloneMethod.Reflink when files.TryReflink(source, target):
                break;
            case CloneMethod.HardLink when TryLink(source, target):
                break;
            default:
                files.DeleteFile(target);
                files.CopyFile(source, target);
                if (how != CloneMethod.Copy)
                {
                    // Nobody expects new bytes here when it comes to flushing.
                    files.SyncFile(target);
                }

                break;
        }
    }

    /// <summary>A file may have no room for another name (NTFS allows 1,023): then it is copied.</summary>
    private bool TryLink(string source, string target)
    {
        try
        {
            files.HardLink(source, target);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
