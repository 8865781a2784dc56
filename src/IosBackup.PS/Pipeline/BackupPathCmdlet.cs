using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Parameters;

namespace IosBackup.Pipeline;

/// <summary>
/// The base of cmdlets that take backups: objects of Get-IosBackup, also from jobs, or folders with wildcards. They are
/// not opened. An error about one backup does not keep the others from their turn.
/// </summary>
/// <remarks>
/// Both parameters are in all parameter sets. An object of Get-IosBackup in the pipeline binds to both, because it has
/// a Path; it counts as an object.
/// </remarks>
public abstract class BackupPathCmdlet : EngineCmdlet
{
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [BackupTransformation]
    [ValidateNotNullOrEmpty]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackup[]? Backup { get; set; }

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Path { get; set; }

    /// <summary>Whether a record without a backup is an error.</summary>
    private protected virtual bool RequiresBackup => true;

    /// <summary>The backups of the current record.</summary>
    private protected IReadOnlyList<BackupPlace> Places { get; private set; } = [];

    private protected override void PrepareRecord()
    {
        if (Backup is not null)
        {
            Places = [.. Backup.Select(BackupPlace.Of)];
        }
        else if (Path is not null)
        {
            FileSystemPaths paths = new(SessionState);
            Places = [.. Path.SelectMany(paths.Resolve).Select(static path => new BackupPlace(path, null))];
        }
        else
        {
            Places = [];
            if (RequiresBackup)
            {
                throw new EngineException(
                    ErrorKind.InvalidArgument, "Give a backup: with -Path, or from Get-IosBackup.");
            }
        }
    }

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        foreach (BackupPlace place in Places)
        {
            try
            {
                await ProcessBackupAsync(place, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Fail(error, place.Path);
            }
        }
    }

    /// <summary>The work for one backup. What it throws becomes an error about that backup.</summary>
    private protected abstract Task ProcessBackupAsync(BackupPlace place, CancellationToken stop);
}
