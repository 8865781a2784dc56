using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// The file at a destination that says what renamed files were called on the phone: a JSON object a line. It is only
/// added to, by every extraction to the destination, and made when there is something to say. A torn line is ignored.
/// </summary>
public sealed class NameMap : IDisposable
{
    /// <summary>The name of the file at the destination.</summary>
    public const string FileName = ".iosbackup-map.jsonl";

    private const int FlushedAt = 32 * 1024;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileLayer _files;
    private readonly MemoryStream _lines = new();
    private readonly HashSet<ulong> _known = [];
    private Stream? _file;

    /// <param name="files">The file system.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="found">Told of each line that is there already.</param>
    internal NameMap(FileLayer files, string destination, Action<NameMapEntry> found)
    {
        _files = files;
        FilePath = Path.Combine(destination, FileName);
        foreach (NameMapEntry entry in Read(destination))
        {
            _known.Add(Identify(entry));
            found(entry);
        }
    }

    /// <summary>Where the file lies or would lie.</summary>
    public string FilePath { get; }

    /// <summary>Whether something of this extraction stands in it.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Reads the map of a destination; empty when there is none.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/>.</exception>
    public static IEnumerable<NameMapEntry> Read(string destination)
    {
        string path = Path.Combine(destination, FileName);
        if (!File.Exists(path))
        {
            yield break;
        }

        using StreamReader reader = new(SharedReading.OpenAtDestination(path), Encoding.UTF8, false, FlushedAt);
        while (reader.ReadLine() is string line)
        {
            if (Parse(line) is NameMapEntry entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Writes out what is left.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        finally
        {
            _file?.Dispose();
            _lines.Dispose();
        }
    }

    /// <summary>Adds a line, unless it is there already.</summary>
    internal void Add(NameMapEntry entry)
    {
        IsUsed = true;
        if (!_known.Add(Identify(entry)))
        {
            return;
        }

        using (Utf8JsonWriter json = new(_lines, s_json))
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteString("backup", entry.Backup);
            json.WriteString("domain", entry.Domain);
            json.WriteString("path", entry.Path);
            json.WriteString("kind", entry.Kind.ToString());
            if (entry.LinkTarget is string target)
            {
                json.WriteString("linkTarget", target);
            }

            if (entry.IsAbsent)
            {
                json.WriteBoolean("absent", true);
            }

            json.WriteEndObject();
        }

        _lines.WriteByte((byte)'\n');
        if (_lines.Length >= FlushedAt)
        {
            Flush();
        }
    }

    internal void Flush()
    {
        if (_lines.Length == 0)
        {
            return;
        }

        _file ??= Open();
        _files.Write(_file, _lines.GetBuffer(), (int)_lines.Length);
        _lines.SetLength(0);
    }

    private static ulong Identify(NameMapEntry entry) =>
        NameTable.Identify(entry.Backup, entry.Domain, $"{entry.Path}\n{entry.Name}\n{entry.IsAbsent}");

    private static NameMapEntry? Parse(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            return new NameMapEntry
            {
                Name = Text(root, "name"),
                Backup = Text(root, "backup"),
                Domain = Text(root, "domain"),
                Path = Text(root, "path"),
                Kind = Enum.TryParse(root.GetProperty("kind").GetString(), out FileKind kind) ? kind : FileKind.None,
                LinkTarget = root.TryGetProperty("linkTarget", out JsonElement target) ? target.GetString() : null,
                IsAbsent = root.TryGetProperty("absent", out JsonElement absent) && absent.GetBoolean(),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement entry, string name) =>
        entry.GetProperty(name).GetString() ?? throw new JsonException();

    private Stream Open()
    {
        bool torn = false;
        if (File.Exists(FilePath))
        {
            if ((File.GetAttributes(FilePath) & FileAttributes.ReparsePoint) != 0)
            {
                throw new EngineException(ErrorKind.UnsafePath, "The map of names is a link.") { Target = FilePath };
            }

            using FileStream old = SharedReading.OpenAtDestination(FilePath);
            if (old.Length > 0)
            {
                old.Position = old.Length - 1;
                torn = old.ReadByte() != '\n';
            }
        }

        Stream file = _files.OpenEnd(FilePath);
        if (torn)
        {
            _files.Write(file, [(byte)'\n'], 1);
        }

        return file;
    }
}
