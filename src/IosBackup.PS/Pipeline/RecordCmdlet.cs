using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Records;
using IosBackup.Errors;
using IosBackup.Parameters;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Pipeline;

/// <summary>
/// The base of cmdlets that emit records from inside backups, as the engine reads them. What is absent is explained by
/// warnings that begin with the name of their kind.
/// </summary>
/// <typeparam name="TRecord">The records.</typeparam>
/// <typeparam name="TQuery">What can be asked for.</typeparam>
public abstract class RecordCmdlet<TRecord, TQuery> : BackupCmdlet
    where TRecord : IosRecord
    where TQuery : RecordQuery
{
    private TQuery? _query;

    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? Until { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Contains { get; set; }

    [Parameter]
    public SwitchParameter NewestFirst { get; set; }

    /// <summary>What reads the records.</summary>
    private protected abstract RecordReader<TRecord, TQuery> Reader { get; }

    /// <summary>The conditions of the parameters that the cmdlet adds.</summary>
    private protected abstract TQuery CreateQuery();

    private protected sealed override Task ProcessRecordAsync(CancellationToken stop)
    {
        // Before any backup: a condition that makes no sense does so for all of them.
        _query = (TQuery)((RecordQuery)CreateQuery() with
        {
            Since = Since,
            Until = Until,
            Contains = Contains,
            NewestFirst = NewestFirst,
        });
        return base.ProcessRecordAsync(stop);
    }

    private protected sealed override Task ProcessBackupAsync(EngineBackup backup, CancellationToken stop)
    {
        RecordSource source = new(backup, warning => Warn(RecordWarningTexts.Of(warning)));
        foreach (TRecord record in Reader.Read(source, _query!, stop))
        {
            Emit(record);
        }

        return Task.CompletedTask;
    }
}
