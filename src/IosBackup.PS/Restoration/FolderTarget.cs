using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Restoration;

namespace IosBackup.Restoration;

/// <summary>A folder that items are restored to, or for which a plan is made; and what is to be said of it.</summary>
internal sealed class FolderTarget : IDisposable
{
    private readonly IRestoreHost _host;
    private readonly FolderSettings _settings;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly RestoreProgress? _progress;
    private readonly FolderExtraction? _extraction;
    private readonly ExtractionPlanner? _planner;

    /// <param name="host">The cmdlet.</param>
    /// <param name="settings">The folder.</param>
    /// <param name="planOnly">Whether nothing is to be written.</param>
    /// <param name="totals">What there is to do, when that is known.</param>
    /// <param name="stop">Stops at once.</param>
    public FolderTarget(
        IRestoreHost host, FolderSettings settings, bool planOnly, ExtractionTotals? totals, CancellationToken stop)
    {
        _host = host;
        _settings = settings;
        if (planOnly)
        {
            _planner = new ExtractionPlanner(settings.Destination, settings.Options);
            return;
        }

        _progress = new RestoreProgress(host, settings.Destination, totals);
        try
        {
            ExtractionOptions options = settings.Options with { ExpectedBytes = totals?.Bytes ?? 0 };
            _extraction = new FolderExtraction(settings.Destination, options, _progress, stop);
        }
        catch
        {
            _progress.Dispose();
            throw;
        }
    }

    public string Path => _settings.Destination;

    public void Add(Backup backup, BackupFile file)
    {
        _planner?.Add(backup, file);
        _extraction?.Add(backup, file);
    }

    /// <summary>Finishes and emits the result or the plan.</summary>
    public void Complete()
    {
        if (_extraction is not null)
        {
            _host.Emit(ToResult(_extraction.Complete()));
        }
        else if (_planner is not null)
        {
            _host.Emit(ToPlan(_planner.Complete()));
        }
    }

    public void Dispose()
    {
        _extraction?.Dispose();
        _progress?.Dispose();
    }

    private IosRestoreResult ToResult(ExtractionResult result) => new()
    {
        Destination = result.Destination,
        Layout = _settings.Options.Layout,
        FilesWritten = result.FilesWritten,
        FilesSkipped = result.FilesSkipped,
        Folders = result.Folders,
        Links = result.Links,
        LinksRecorded = result.LinksRecorded,
        BytesWritten = result.BytesWritten,
        Failed = result.Failed,
        Renamed = result.Renamed,
        MapPath = result.MapPath,
        Duration = _clock.Elapsed,
    };

    private IosRestorePlan ToPlan(ExtractionPlan plan) => new()
    {
        Destination = plan.Destination,
        Layout = _settings.Options.Layout,
        Files = plan.Files,
        NeededSpace = plan.Bytes,
        FreeSpace = plan.FreeBytes,
        Folders = plan.Folders,
        Links = plan.Links,
        LinksRecorded = plan.LinksRecorded,
        FilesPresent = plan.FilesPresent,
        Conflicts = plan.Conflicts,
        ReplacesConflicts = _settings.Options.Overwrites,
        Renamed = plan.Renamed,
        Collisions = plan.Collisions,
        Refused = plan.Refused,
        Notes = [.. plan.Notes.Select(static note =>
            new IosRestoreNote { Kind = note.Kind, Item = note.Item, Path = note.Path })],
    };
}
