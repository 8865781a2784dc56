using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Content.Starter.Stores;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

/// <summary>What a killed process leaves of a decrypted store is gone after the next one.</summary>
public sealed class KilledReaderTests : IDisposable
{
    private const string Store = "Library/AddressBook/AddressBook.sqlitedb";
    private const int MostKills = 50;

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task What_a_killed_process_leaves_of_a_store_is_removed_by_the_next()
    {
        const string Filling = "CREATE TABLE Filling (content); INSERT INTO Filling VALUES (zeroblob(16000000));";
        byte[] older = TestStore.Create(
            "CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY, First TEXT);" + Filling);
        byte[] newer = TestStore.Create(
            "CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY, First TEXT);" + Filling
            + "INSERT INTO ABPerson VALUES (1, 'Ada');");
        using StoreBackup backup = StoreBackup.Of(
            true,
            ("HomeDomain", Store, older),
            ("HomeDomain", Store + "-wal", WriteAheadLog.Between(older, newer, 1)));

        string left = await KillWhileReadingAsync(backup.Backup.FolderPath);
        Assert.NotEmpty(Directory.GetFiles(left, "content*"));

        // Folders are taken for abandoned only when their owner had time to lock them. Readers that were killed in vain
        // may have left some, too.
        foreach (string folder in Directory.GetDirectories(_temporary.Path))
        {
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddMinutes(-10));
        }

        using HostProcess next = Start(backup.Backup.FolderPath, times: 1);
        Assert.Equal("read 1", await next.ReadLineAsync());
        await next.WaitAsync();
        Assert.Empty(Directory.GetDirectories(_temporary.Path));
    }

    /// <summary>Kills readers until one leaves a part of the store. Returns the folder that it left.</summary>
    private async Task<string> KillWhileReadingAsync(string backup)
    {
        for (int kill = 0; kill < MostKills; kill++)
        {
            using HostProcess process = Start(backup, times: int.MaxValue);
            while (FindContent() is null)
            {
                Assert.False(process.HasExited);
            }

            await process.KillAsync();
            if (FindContent() is string content)
            {
                return Path.GetDirectoryName(content)!;
            }
        }

        throw new InvalidOperationException("No process was killed while it read.");
    }

    private string? FindContent()
    {
        foreach (string folder in Directory.GetDirectories(_temporary.Path))
        {
            string content = Path.Combine(folder, "content");
            if (File.Exists(content))
            {
                return content;
            }
        }

        return null;
    }

    private HostProcess Start(string backup, int times) => HostProcess.Start(
        ["contacts", backup, StoreBackup.Password, times.ToString(CultureInfo.InvariantCulture)], _temporary.Path);
}
