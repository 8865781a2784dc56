using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Reads the rows of a statement on a thread of its own, some batches ahead of whoever decodes them. Half of the time
/// of a long list goes into each.
/// </summary>
internal sealed class ManifestReadAhead : IDisposable
{
    private const int Batches = 4;

    private readonly BlockingQueue<ManifestRowBatch> _filled = new();
    private readonly BlockingQueue<ManifestRowBatch> _empty = new();
    private readonly SqliteStatement _statement;
    private readonly Func<bool> _step;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    /// <param name="statement">The statement, which is this thread's until this is disposed.</param>
    /// <param name="step">Moves it to the next row; false after the last one.</param>
    public ManifestReadAhead(SqliteStatement statement, Func<bool> step)
    {
        _statement = statement;
        _step = step;
        for (int i = 0; i < Batches; i++)
        {
            _empty.TryAdd(new ManifestRowBatch());
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "IosBackup manifest" };
        _thread.Start();
    }

    /// <summary>
    /// The batches in order; each is valid until the next is asked for. Throws what the reading threw.
    /// </summary>
    public IEnumerable<ManifestRowBatch> Read()
    {
        while (_filled.TryTake(out ManifestRowBatch batch))
        {
            yield return batch;
            _empty.TryAdd(batch);
        }

        _failure?.Throw();
    }

    public void Dispose()
    {
        _filled.Close();
        _empty.Close();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            bool more = true;
            while (more && _empty.TryTake(out ManifestRowBatch batch))
            {
                batch.Clear();
                while (!batch.IsFull && (more = _step()))
                {
                    batch.Add(_statement);
                }

                more &= _filled.TryAdd(batch);
            }
        }
        catch (Exception e)
        {
            // It is the caller's, who hears of it after the rows before.
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _filled.Close();
        }
    }
}
