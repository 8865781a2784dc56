using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Exports.Report;
using IosBackup.Errors;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsData.Export, "IosBackupReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportIosBackupReportCommand : EngineCmdlet
{
    private const string Ending = ".html";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private BackupOpener? _opener;
    private string _path = "";
    private bool _isFolder;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [BackupTransformation]
    [ValidateNotNullOrEmpty]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackup[] Backup { get; set; } = [];

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    [Parameter]
    [ValidateRange(0, 100_000)]
    public int ThumbnailCount { get; set; } = 2000;

    [Parameter]
    public SwitchParameter IncludeHidden { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    private protected override void PrepareRecord()
    {
        _path = new FileSystemPaths(SessionState).ResolveLiteral(Path);
        _isFolder = Directory.Exists(_path) || Path.EndsWith('/') || Path.EndsWith('\\');
    }

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        _opener ??= new BackupOpener(Password, Warn);
        foreach (BackupPlace place in Backup.Select(BackupPlace.Of))
        {
            try
            {
                await ProcessAsync(place, stop);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Fail(error, place.Path);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _opener?.Dispose();
            _opener = null;
        }
    }

    private async Task ProcessAsync(BackupPlace place, CancellationToken stop)
    {
        string path = _isFolder ? System.IO.Path.Combine(_path, NameOf(place)) : _path;
        if (!_written.Add(path))
        {
            throw new EngineException(
                ErrorKind.InvalidArgument,
                "Another report of this run lies there. Give a folder, or a name with a slash at its end, and each "
                + "backup gets a file of its own.")
            {
                Target = path,
            };
        }

        if (NoClobber && File.Exists(path))
        {
            throw new EngineException(ErrorKind.DestinationExists, "The file exists already.") { Target = path };
        }

        if (await AskAsync(() => ShouldProcess(path, $"Write a report of {place.Path}")))
        {
            using EngineBackup backup = _opener!.Open(place);
            using ProgressLine line = AddProgress($"Report of {place.Path}");
            ReportOptions options = new()
            {
                MostThumbnails = ThumbnailCount,
                IncludeHidden = IncludeHidden,
                Describe = RecordWarningTexts.WithoutPlace,
                DescribeError = ErrorCatalog.Describe,
            };
            ReportResult result = ReportWriter.Write(backup, path, options, new SectionProgress(line), stop);
            EmitFile(result.Path);
            foreach (ReportFailure failure in result.Failures)
            {
                // The page is there and tells the same, but a script must hear of it too.
                Fail(failure.Error, place.Path);
            }
        }
    }

    private static string NameOf(BackupPlace place) =>
        System.IO.Path.GetFileName(place.Path.TrimEnd('/', '\\')) + Ending;

    /// <summary>Shows which section is read.</summary>
    private sealed class SectionProgress(ProgressLine line) : IProgress<string>
    {
        public void Report(string value) => line.Report(new ProgressState(value));
    }
}
