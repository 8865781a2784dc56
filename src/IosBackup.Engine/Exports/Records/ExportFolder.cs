using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IosBackup.Engine.Files;
using IosBackup.Engine.Restoration;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// The folder of an export. Names from the backup are made fit for every system and stay within it; nothing is written
/// through a link.
/// </summary>
internal sealed class ExportFolder : IDisposable
{
    private const string Unfinished = ".partial";
    private const int MostOpenFiles = 16;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Destination _destination;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreamWriter> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unfinished = new(StringComparer.Ordinal);

    public ExportFolder(string path)
    {
        _destination = new Destination(FileLayer.Real, path);
        Guard(() =>
        {
            _destination.MakeFolder("");
            return true;
        });
    }

    /// <summary>The full path of a path below.</summary>
    public string this[string path] => _destination[path];

    /// <summary>Gives a file or folder a name that nothing else in this export has.</summary>
    /// <param name="folder">The path of the folder; empty for the export's own.</param>
    /// <param name="wish">What it would be called: any text.</param>
    /// <param name="extension">What is put at its end, with its dot.</param>
    public string NewName(string folder, string wish, string extension = "")
    {
        const int LongestStem = 80;
        string stem = wish.Replace('/', '_').Replace('\\', '_').Trim();
        if (stem.Length > LongestStem)
        {
            stem = stem.Substring(0, char.IsHighSurrogate(stem[LongestStem - 1]) ? LongestStem - 1 : LongestStem);
        }

        stem = stem.Trim('.').Length == 0 ? "_" : stem;
        string above = folder.Length == 0 ? "" : folder + "/";
        for (int number = 1; ; number++)
        {
            string name = number == 1 ? stem + extension : FormattableString.Invariant($"{stem} ({number}){extension}");
            string path = above + PortableNames.Escape(name);
            if (_names.Add(PortableNames.Fold(path)))
            {
                return path;
            }
        }
    }

    /// <summary>A writer at the end of a file that grows; few are open at a time.</summary>
    public TextWriter Append(string path)
    {
        if (_open.TryGetValue(path, out StreamWriter? writer))
        {
            return writer;
        }

        if (_open.Count >= MostOpenFiles)
        {
            foreach (StreamWriter other in _open.Values)
            {
                other.Dispose();
            }

            _open.Clear();
        }

        _destination.MakeFolder(Destination.Above(path));
        string temporary = _destination[path] + Unfinished;
        FileStream file = new(temporary, _unfinished.Add(path) ? FileMode.Create : FileMode.Append);
        writer = new StreamWriter(file, s_utf8) { NewLine = "\n" };
        _open.Add(path, writer);
        return writer;
    }

    /// <summary>Completes a file that grew.</summary>
    public ExportedFile Complete(string path, long records)
    {
        if (_open.TryGetValue(path, out StreamWriter? writer))
        {
            _open.Remove(path);
            writer.Dispose();
        }

        FileLayer.Real.MoveFile(_destination[path] + Unfinished, _destination[path]);
        _unfinished.Remove(path);
        return new ExportedFile(_destination[path], records);
    }

    /// <summary>Whether a file is there, of a length and time.</summary>
    public bool Has(string path, long length, DateTimeOffset time)
    {
        FileInfo file = new(_destination[path]);
        return file.Exists && file.Length == length
            && Math.Abs((file.LastWriteTimeUtc - time.UtcDateTime).TotalSeconds) < 2;
    }

    /// <summary>Writes a file of the backup's content, whole or not at all.</summary>
    public void Write(string path, Stream content, DateTimeOffset time)
    {
        _destination.MakeFolder(Destination.Above(path));
        string temporary = _destination[path] + Unfinished;
        _unfinished.Add(path);
        using (FileStream file = new(temporary, FileMode.Create))
        {
            content.CopyTo(file);
        }

        File.SetCreationTimeUtc(temporary, time.UtcDateTime);
        File.SetLastWriteTimeUtc(temporary, time.UtcDateTime);
        FileLayer.Real.MoveFile(temporary, _destination[path]);
        _unfinished.Remove(path);
    }

    /// <summary>Turns what the file system throws into the engine's error.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, _destination.FolderPath);
        }
    }

    public void Dispose()
    {
        foreach (StreamWriter writer in _open.Values)
        {
            writer.Dispose();
        }

        foreach (string path in _unfinished.ToList())
        {
            try
            {
                File.Delete(_destination[path] + Unfinished);
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                // What broke the export is the error to report.
            }
        }
    }
}
