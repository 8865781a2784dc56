using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Restoration.Drill;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Restore;

namespace IosBackup.VirtualDevice.Drill;

/// <summary>
/// Looks at the entries of a restore while they arrive and keeps none. Databases alone are held until they have been
/// looked through, one at a time.
/// </summary>
internal sealed class InspectingTarget : IRestoreTarget
{
    private const int MostDamaged = 100;

    private readonly List<string> _damaged = [];
    private readonly InspectedContent _content = new();
    private DrillReport _report = new();

    /// <summary>What has arrived.</summary>
    public DrillReport Report => _report with { DamagedDatabases = [.. _damaged] };

    public Stream Begin(BackupFile file)
    {
        _content.Restart();
        return _content;
    }

    public void Keep(BackupFile file)
    {
        _report = _report with { Files = _report.Files + 1, Bytes = _report.Bytes + _content.Length };
        if (!_content.IsDatabase)
        {
            return;
        }

        _report = _report with { Databases = _report.Databases + 1 };
        if (_content.FindDamage(file.ToString()) is string damage && _damaged.Count < MostDamaged)
        {
            _damaged.Add($"{file}: {damage}");
        }
    }

    public void Add(BackupFile entry) => _report = entry.Kind == FileKind.Directory
        ? _report with { Directories = _report.Directories + 1 }
        : _report with { SymbolicLinks = _report.SymbolicLinks + 1 };

    public CommitResult Commit(Func<PhoneFile, ItemFate> fate) => new(0, []);

    public void Dispose() => _content.Dispose();
}
