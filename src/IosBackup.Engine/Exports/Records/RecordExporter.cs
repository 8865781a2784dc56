using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// Exports records as they come, without keeping them. Files grow under another name and get theirs when they are
/// complete, so an export that is repeated replaces what an earlier one wrote; files of the backup that are there
/// already are not written again.
/// </summary>
public sealed class RecordExporter : IDisposable
{
    private readonly ExportFolder _folder;
    private readonly IRecordFormat _format;

    /// <param name="options">Where to and how.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/> and others.</exception>
    public RecordExporter(ExportOptions options)
    {
        _folder = new ExportFolder(options.Destination);
        BackupContent content = new(options.OpenBackup, _folder);
        _format = options.Format switch
        {
            ExportFormat.Csv => new CsvFormat(_folder),
            ExportFormat.Json => new JsonFormat(_folder),
            ExportFormat.Html => new HtmlFormat(_folder, options.IncludeAttachments ? content : null),
            ExportFormat.Vcf => new VcfFormat(_folder, options.UsesVCard4),
            ExportFormat.Ics => new IcsFormat(_folder),
            ExportFormat.Bookmarks => new BookmarkFormat(_folder),
            _ => new FilesFormat(content),
        };
        Content = content;
    }

    /// <summary>How many records the format has no form for.</summary>
    public long Unfit { get; private set; }

    /// <summary>How many records were written.</summary>
    public long Written { get; private set; }

    /// <summary>How many files were written, those of earlier exports not counted.</summary>
    public long FilesWritten => Content.Written;

    /// <summary>How many files were there already.</summary>
    public long FilesUnchanged => Content.Unchanged;

    /// <summary>How many files could not be read from the backup.</summary>
    public long FilesFailed => Content.Failed;

    /// <summary>How many photos and recordings have no original in the backup that could be written.</summary>
    public long FilesLacking => (_format as FilesFormat)?.Lacking ?? 0;

    private BackupContent Content { get; }

    /// <summary>Writes a record.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>,
    /// <see cref="ErrorKind.UnsafePath"/>: a folder at the destination is a link;
    /// <see cref="ErrorKind.BackupPasswordRequired"/>: for files that belong to the record.
    /// </exception>
    public void Add(IosRecord record, CancellationToken stop = default)
    {
        if (_folder.Guard(() => _format.Add(record, stop)))
        {
            Written++;
        }
        else
        {
            Unfit++;
        }
    }

    /// <summary>Completes the export.</summary>
    /// <returns>The files with records; of <see cref="ExportFormat.Files"/> those of the backup.</returns>
    /// <exception cref="EngineException">As for <see cref="Add"/>.</exception>
    public IReadOnlyList<ExportedFile> Finish() => _folder.Guard(() => _format.Finish().ToList());

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        Content.Dispose();
        _folder.Dispose();
    }
}
