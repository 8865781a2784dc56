using System;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Contacts;

namespace IosBackup.KillHost;

/// <summary>Reads the contacts of a backup some times.</summary>
internal static class ContactLoop
{
    public static async Task RunAsync(string path, string password, int times)
    {
        using Backup backup = Backup.Open(path);
        using BackupPassword secret = BackupPassword.FromChars(password);
        backup.Unlock(secret);
        for (int time = 0; time < times; time++)
        {
            int count = new ContactReader().Read(new RecordSource(backup), new ContactQuery()).Count();
            await Console.Out.WriteLineAsync($"read {count}");
        }
    }
}
