using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Errors;
using IosBackup.Output;

namespace IosBackup.Pipeline;

/// <summary>
/// The base of all cmdlets that call the engine. Work runs on the thread pool and may touch nothing of the cmdlet but
/// its parameters: it emits, warns and asks through the members here, which the pipeline thread then carries out.
/// </summary>
public abstract class EngineCmdlet : PSCmdlet, IDisposable
{
    private readonly PipelinePump _pump;
    private readonly ProgressBoard _progress;

    private protected EngineCmdlet()
    {
        Stopwatch clock = Stopwatch.StartNew();
        _progress = new ProgressBoard(WriteProgress, () => clock.ElapsedMilliseconds);
        _pump = new PipelinePump(_progress.Flush);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected sealed override void ProcessRecord()
    {
        try
        {
            PrepareRecord();
        }
        catch (Exception error) when (error is EngineException or WildcardPatternException)
        {
            WriteFailureOfCall(error);
            return;
        }

        Run(ProcessRecordAsync);
    }

    protected sealed override void EndProcessing()
    {
        Run(EndProcessingAsync);
        _progress.Clear();
    }

    protected sealed override void StopProcessing() => _pump.Cancel();

    /// <summary>
    /// Ends what still runs. Processing may never come to its end (a downstream cmdlet has enough, an upstream one
    /// fails), so this is where a cmdlet can be sure to be called.
    /// </summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump.Dispose();
        }
    }

    /// <summary>Runs on the pipeline thread before each record's work; the place to resolve paths.</summary>
    private protected virtual void PrepareRecord()
    {
    }

    /// <summary>The work of one record.</summary>
    private protected virtual Task ProcessRecordAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>The work after the last record.</summary>
    private protected virtual Task EndProcessingAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Whether a failure of one thing makes going on with the others pointless.</summary>
    private protected virtual bool EndsTheCall(Exception error) =>
        error is EngineException { Kind: ErrorKind.NoMuxService };

    /// <summary>Whether its errors are those of backups that are being made.</summary>
    private protected virtual bool IsBackupRun => false;

    /// <summary>Adds an activity to the progress display; disposing it takes it off again.</summary>
    private protected ProgressLine AddProgress(string activity) => _progress.Add(activity);

    /// <summary>Adds an activity below another one.</summary>
    private protected ProgressLine AddProgress(string activity, ProgressLine parent) =>
        _progress.Add(activity, parent);

    /// <summary>Carries an action out on the pipeline thread, in order, waiting while the pipeline is busy.</summary>
    private protected void Post(Action action) => _pump.Post(action);

    /// <summary>Asks something on the pipeline thread: ShouldProcess, ShouldContinue, a prompt.</summary>
    private protected Task<T> AskAsync<T>(Func<T> question) => _pump.AskAsync(question);

    /// <summary>Writes an object to the pipeline.</summary>
    private protected void Emit(object output) => Post(() => WriteObject(output));

    /// <summary>Writes a file as Get-Item does, with what PowerShell's own views and -PSPath need.</summary>
    private protected void EmitFile(string path) => Post(() => WriteObject(
        InvokeProvider.Item.Get([FileSystemPaths.Qualify(path)], force: true, literalPath: true), true));

    /// <summary>Writes a warning.</summary>
    private protected void Warn(string text) => Post(() => WriteWarning(_Format.Text(text)));

    /// <summary>Writes a line for -Verbose.</summary>
    private protected void Tell(string text) => Post(() => WriteVerbose(_Format.Text(text)));

    /// <summary>
    /// Writes an error about one thing, in the words of the catalogue, and goes on unless it ends the call.
    /// </summary>
    private protected void Fail(Exception error, object? target = null) =>
        Post(() => WriteFailure(error, target, EndsTheCall(error)));

    /// <summary>Writes an error about one thing, when only its place tells whether it ends the call.</summary>
    private protected void Fail(Exception error, object? target, bool ends) =>
        Post(() => WriteFailure(error, target, ends));

    /// <summary>Starts work beside the record's own. It ends before the cmdlet does.</summary>
    private protected void StartBeside(Func<CancellationToken, Task> work) => _pump.Start(work);

    private void Run(Func<CancellationToken, Task> work)
    {
        bool done = false;
        try
        {
            Task worker = _pump.Start(work);
            _pump.RunUntilEndOf(worker);
            Conclude(worker);
            done = true;
        }
        finally
        {
            if (!done)
            {
                ClearProgressOfEndedPipeline();
            }
        }
    }

    private void Conclude(Task worker)
    {
        if (worker.Status == TaskStatus.RanToCompletion)
        {
            return;
        }

        if (_pump.Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        WriteFailureOfCall(worker.Exception?.InnerException ?? new TaskCanceledException(worker));
    }

    /// <summary>
    /// Writes what was thrown for no single thing. A value that makes no sense for one device or file may fit the next;
    /// here it is one of the call itself.
    /// </summary>
    private void WriteFailureOfCall(Exception error) => WriteFailure(
        error, null, EndsTheCall(error) || error is EngineException { Kind: ErrorKind.InvalidArgument });

    private void WriteFailure(Exception error, object? target, bool ends)
    {
        ErrorRecord record = ErrorCatalog.ToRecord(error, target, IsBackupRun);
        if (ends)
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    private void ClearProgressOfEndedPipeline()
    {
        try
        {
            _progress.Clear();
        }
        catch (PipelineStoppedException)
        {
            // The host takes the display down itself; the exception that ended the pipeline is already on its way.
        }
    }
}
