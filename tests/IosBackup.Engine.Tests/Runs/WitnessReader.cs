using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Lists, opens and reads the newest generation, over and over.</summary>
internal sealed class WitnessReader(Bench bench)
{
    private readonly bool _canExchange = !OperatingSystem.IsWindows();
    private volatile int _lastSeen = -1;

    /// <summary>The run whose generation was seen last.</summary>
    public int LastSeen => _lastSeen;

    /// <summary>How many generations were read to the end.</summary>
    public int Looks { get; private set; }

    public void ReadUntil(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                Look();
            }
            catch (EngineException error) when (error.Kind == ErrorKind.BackupReplaced)
            {
                // Said so, instead of reading on in the newer one.
            }
        }
    }

    private void Look()
    {
        BackupRepository repository = BackupRepository.Open(FileLayer.Real, bench.Repository.Path);
        Generation? newest = repository.Generations(bench.Phone.Udid).FirstOrDefault(static one => one.IsNewest);
        if (newest is null && !_canExchange)
        {
            // Two renames, one after the other.
            return;
        }

        Assert.NotNull(newest);
        Assert.NotNull(newest.Record);
        using Backup backup = Backup.Open(newest.Path);
        Assert.True(backup.IsFinished);
        List<int> told = [.. backup.Files(new BackupFileQuery { Kinds = FileKind.File }, CancellationToken.None)
            .Where(static file => file.RelativePath.StartsWith(Witnesses.Folder + "/", StringComparison.Ordinal))
            .Select(file => ReadNumber(backup, file))];
        Assert.Equal(Witnesses.Count, told.Count);
        int run = Assert.Single(told.Distinct());
        Assert.True(run >= _lastSeen, string.Create(
            CultureInfo.InvariantCulture, $"Run {run} was seen after run {_lastSeen}."));
        _lastSeen = run;
        Looks++;
    }

    private static int ReadNumber(Backup backup, BackupFile file)
    {
        byte[] number = new byte[sizeof(int)];
        using Stream content = backup.OpenRead(file);
        content.ReadExactly(number);
        return BitConverter.ToInt32(number);
    }
}
