using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Restoration.Drill;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Restore;

namespace IosBackup.VirtualDevice.Drill;

/// <summary>
/// Looks at the entries of a restore while they arrive and keeps none. Databases alone are held until they have been
/// looked through, one at a time. One that comes with a log is whole only together with that, so nothing is said of it.
/// </summary>
internal sealed class InspectingTarget : IRestoreTarget
{
    private const int MostDamaged = 100;
    private const string LogSuffix = "-wal";

    private readonly Dictionary<string, string> _damaged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);
    private readonly InspectedContent _content = new();
    private DrillReport _report = new();

    /// <summary>What has arrived.</summary>
    public DrillReport Report => _report with
    {
        DamagedDatabases =
        [
            .. _damaged.Where(damaged => !_logged.Contains(damaged.Key))
                .Select(static damaged => $"{damaged.Key}: {damaged.Value}"),
        ],
    };

    public Stream Begin(BackupFile file)
    {
        _content.Restart();
        return _content;
    }

    public void Keep(BackupFile file)
    {
        _report = _report with { Files = _report.Files + 1, Bytes = _report.Bytes + _content.Length };
        string name = file.ToString();
        if (!_content.IsDatabase)
        {
            NoteLog(name);
            return;
        }

        _report = _report with { Databases = _report.Databases + 1 };
        if (_content.FindDamage(name) is string damage && _damaged.Count < MostDamaged)
        {
            _damaged[name] = damage;
        }
    }

    public void Add(BackupFile entry) => _report = entry.Kind == FileKind.Directory
        ? _report with { Directories = _report.Directories + 1 }
        : _report with { SymbolicLinks = _report.SymbolicLinks + 1 };

    public CommitResult Commit(Func<PhoneFile, ItemFate> fate) => new(0, []);

    public void Dispose() => _content.Dispose();

    private void NoteLog(string name)
    {
        if (_content.Length > 0 && name.EndsWith(LogSuffix, StringComparison.Ordinal))
        {
            _logged.Add(name.Substring(0, name.Length - LogSuffix.Length));
        }
    }
}
