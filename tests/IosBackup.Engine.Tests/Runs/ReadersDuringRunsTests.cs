using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>
/// Whoever reads the newest generation while runs commit sees the one before or the new one, never a mixture of both
/// and never none.
/// </summary>
public sealed class ReadersDuringRunsTests
{
    private const int Runs = 8;
    private const int Witnesses = 12;
    private const string Folder = "Library/Witness";

    [Fact]
    public async Task A_reader_sees_the_generation_before_or_the_new_one()
    {
        await using Bench bench = await Bench.StartAsync();
        Testify(bench, 0);
        await bench.BackUpAsync();
        using CancellationTokenSource done = new();
        Reader[] readers = [new(bench), new(bench)];
        Task[] reading = [.. readers.Select(reader => Task.Run(() => reader.ReadUntil(done.Token)))];
        try
        {
            for (int run = 1; run <= Runs; run++)
            {
                Testify(bench, run);
                await bench.BackUpAsync();
            }

            // At least one whole look at what the last run made.
            foreach (Reader reader in readers)
            {
                while (reader.LastSeen < Runs && !reading.Any(static one => one.IsFaulted))
                {
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                }
            }
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(reading);
        }

        Assert.All(readers, static reader => Assert.Equal(Runs, reader.LastSeen));
        Assert.All(readers, static reader => Assert.True(reader.Looks > 1));
    }

    /// <summary>Every witness tells the number of the run.</summary>
    private static void Testify(Bench bench, int run)
    {
        for (int i = 0; i < Witnesses; i++)
        {
            bench.Phone.Content.Put(new PhoneFile
            {
                Domain = "HomeDomain",
                RelativePath = $"{Folder}/{i}",
                Content = PhoneFileContent.FromBytes(BitConverter.GetBytes(run)),
                LastModified = 1_750_000_000 + run,
            });
        }
    }

    /// <summary>Lists, opens and reads the newest generation, over and over.</summary>
    private sealed class Reader(Bench bench)
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
            using Backup backup = Backup.Open(newest.Path);
            Assert.True(backup.IsFinished);
            List<int> told = [.. backup.Files(new BackupFileQuery { Kinds = FileKind.File }, CancellationToken.None)
                .Where(static file => file.RelativePath.StartsWith(Folder + "/", StringComparison.Ordinal))
                .Select(file => ReadNumber(backup, file))];
            Assert.Equal(Witnesses, told.Count);
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
}
