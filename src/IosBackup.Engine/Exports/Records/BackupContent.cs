using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Exports.Records;

/// <summary>Takes the files that belong to records out of their backups, each once.</summary>
internal sealed class BackupContent(Func<string, Backup> open, ExportFolder folder) : IDisposable
{
    private readonly ContentProofs _proofs = new();
    private readonly Dictionary<(string Backup, string Folder, string FileId), string?> _paths = [];

    public long Written { get; private set; }

    public long Unchanged { get; private set; }

    public long Failed { get; private set; }

    /// <summary>The full paths of the files that are there now.</summary>
    public IEnumerable<string> Files => _paths.Values.OfType<string>().Select(path => folder[path]);

    /// <summary>Writes a file, unless it is there already.</summary>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="fileId">The file's id.</param>
    /// <param name="target">The folder below the export's.</param>
    /// <param name="name">What the file is called.</param>
    /// <param name="time">The time that it gets; that of the file when null.</param>
    /// <returns>Its path below the export's folder; null when it cannot be read.</returns>
    public string? Take(string backup, string? fileId, string target, string name, DateTimeOffset? time)
    {
        if (fileId is null)
        {
            return null;
        }

        if (_paths.TryGetValue((backup, target, fileId), out string? known))
        {
            return known;
        }

        string? path = null;
        try
        {
            Backup source = open(backup);
            if (source.FindById(fileId) is BackupFile file)
            {
                using Stream content = _proofs.OpenRead(source, file);
                path = folder.NewName(target, Stem(name), Extension(name));
                DateTimeOffset stamp = time ?? file.LastWriteTime;
                if (folder.Has(path, content.Length, stamp))
                {
                    Unchanged++;
                }
                else
                {
                    folder.Write(path, content, stamp);
                    Written++;
                }
            }
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged
            or ErrorKind.ClassKeyMissing)
        {
            path = null;
        }

        Failed += path is null ? 1 : 0;
        _paths.Add((backup, target, fileId), path);
        return path;
    }

    public void Dispose() => _proofs.Dispose();

    private static string Extension(string name)
    {
        const int Longest = 16;
        int dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= Longest ? name.Substring(dot).Replace('/', '_') : "";
    }

    private static string Stem(string name) => name.Substring(0, name.Length - Extension(name).Length);
}
