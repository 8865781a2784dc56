using System;
using System.Globalization;
using System.Threading.Tasks;

namespace IosBackup.KillHost;

/// <summary>
/// A second process for tests, mostly to be killed. It says on standard output what it begins or what has come of
/// something.
/// </summary>
internal static class Program
{
    private const string Usage = """
        usage: IosBackup.KillHost loop <endpoint> <udid> <repository> <copies>
               IosBackup.KillHost contacts <backup> <password> <times>
               IosBackup.KillHost extract <backup> <password> <folder> <files>
               IosBackup.KillHost serve <endpoint> <udid>
        """;

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["loop", string endpoint, string udid, string here, string there]:
                await new BackupLoop(endpoint, udid, here, there).RunAsync();
                return 0;
            case ["contacts", string backup, string password, string times]:
                await ContactLoop.RunAsync(backup, password, int.Parse(times, CultureInfo.InvariantCulture));
                return 0;
            case ["extract", string source, string opensWith, string destination, string files]:
                Extraction.Run(source, opensWith, destination, int.Parse(files, CultureInfo.InvariantCulture));
                return 0;
            case ["serve", string endpoint, string udid]:
                await new OrderTaker(endpoint, udid).RunAsync();
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }
}
