using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Exports.Records;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsData.Export, "IosBackupRecord", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportIosBackupRecordCommand : EngineCmdlet
{
    private readonly Dictionary<string, EngineBackup> _backups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private BackupOpener? _opener;
    private RecordExporter? _exporter;
    private bool _isRefused;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [RecordTransformation]
    [ValidateNotNull]
    public IosRecord InputObject { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1)]
    public ExportFormat Format { get; set; }

    [Parameter]
    [ValidateSet("3.0", "4.0")]
    public string VCardVersion { get; set; } = "3.0";

    [Parameter]
    public SwitchParameter NoAttachment { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    private protected override void PrepareRecord()
    {
        if (_exporter is not null || _isRefused)
        {
            return;
        }

        string destination = new FileSystemPaths(SessionState).ResolveLiteral(Destination);
        _isRefused = !ShouldProcess(destination, "Export records as " + Format);
        if (!_isRefused)
        {
            _exporter = new RecordExporter(new ExportOptions
            {
                Destination = destination,
                Format = Format,
                OpenBackup = Open,
                IncludeAttachments = !NoAttachment,
                UsesVCard4 = VCardVersion == "4.0",
            });
        }
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        try
        {
            _exporter?.Add(InputObject, stop);
        }
        catch (EngineException error) when (
            error.Kind is ErrorKind.BackupPasswordRequired or ErrorKind.BackupPasswordIncorrect)
        {
            // Once for a backup, not for each of its records.
            if (_locked.Add(InputObject.Backup))
            {
                Fail(error, InputObject.Backup);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Where the export cannot begin, and where there is no room, no record can be written.</summary>
    private protected override bool EndsTheCall(Exception error) =>
        base.EndsTheCall(error) || _exporter is null || error is EngineException { Kind: ErrorKind.DestinationFull };

    private protected override Task EndProcessingAsync(CancellationToken stop)
    {
        if (_exporter is null)
        {
            return Task.CompletedTask;
        }

        foreach (ExportedFile file in _exporter.Finish())
        {
            EmitFile(file.Path);
        }

        if (_exporter.Unfit > 0)
        {
            Warn($"{_exporter.Unfit} records have no form in {Format} and were left out.");
        }

        if (_exporter.FilesFailed > 0)
        {
            Warn($"{_exporter.FilesFailed} files that belong to the records cannot be read from the backup.");
        }

        if (_exporter.FilesLacking > 0)
        {
            Warn(
                $"{_exporter.FilesLacking} photos or recordings have no original in the backup, as those that are kept "
                + "in iCloud, and were left out.");
        }

        if (_exporter.FilesWritten + _exporter.FilesUnchanged > 0)
        {
            Tell($"{_exporter.FilesWritten} files written, {_exporter.FilesUnchanged} were there already.");
        }

        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _exporter?.Dispose();
            foreach (EngineBackup backup in _backups.Values)
            {
                backup.Dispose();
            }

            _backups.Clear();
            _opener?.Dispose();
            _opener = null;
        }
    }

    private EngineBackup Open(string path)
    {
        if (!_backups.TryGetValue(path, out EngineBackup? backup))
        {
            _opener ??= new BackupOpener(Password);
            backup = _opener.Open(new BackupPlace(path, null));
            _backups.Add(path, backup);
        }

        return backup;
    }
}
